import KicauCore
import KicauPublish

/// What a person would do with a delivery that waits or was refused, who can see the network. Pure.
enum Answering {
    /// `parts` is what is there of each part.
    static func act(on delivery: SeenDelivery, parts: [[Truth.Live]], round: Int) -> (act: DeliveryAct, link: String?)?
    {
        // First the machine may look once more, now that the networks are well: it finds their own names of things.
        if round == 0, delivery.acts.contains(.lookNow) { return (.lookNow, nil) }
        let open = delivery.receipts
        if delivery.state == .waiting, parts.indices.contains(open), let live = parts[open].first,
            delivery.acts.contains(.itIsThere)
        {
            return (.itIsThere, live.url)
        }
        return delivery.acts.contains(.sendAgain) ? (.sendAgain, nil) : nil
    }
}
