import KicauCore
import KicauPublish

/// One published part whose words can be changed on its network.
struct Rewrite: Sendable {
    let number: Int
    let label: String
    let text: String

    static func all(of delivery: DeliveryDetail, _ voice: Voice) -> [Rewrite] {
        let parts = delivery.rendition.parts
        return zip(parts.indices, delivery.receipts).map { number, _ in
            Rewrite(
                number: number,
                label: parts.count > 1 ? voice.say("Part \(voice.number(number + 1))") : voice.say("The post"),
                text: delivery.words(of: number))
        }
    }
}
