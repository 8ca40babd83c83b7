import KicauCore
import KicauStore
import Logging

extension DeliveryBook {
    /// What could not go out, for money, credits or a quota that comes back too late, gives way as its workspace chose.
    ///
    /// Never throws: its end is written down already, and where nothing comes of this it waits, or a person is asked.
    func giveWay(_ claim: Claim, _ outcome: Outcome, _ settlement: Settlement) async {
        guard case .postponed(_, let reason) = outcome else { return }
        do {
            guard let workspace = try await kit.store.read({ try $0.workspace(claim.workspace) }),
                let shortage = Shortage.of(
                    outcome, as: settlement, due: claim.due, patience: workspace.missedLimit, at: kit.time.now())
            else { return }
            let platform = try kit.platform(claim.rendition.platform)
            let story = shortage.story(on: platform.name, answer: reason.story.answer) ?? settlement.story
            let giving = GivingUp(kit: kit, story: story, shortage: shortage)
            switch shortage {
            case .money, .credits: try await giving.decideWaiting(claim.delivery)
            case .quota: try await giving.giveWay(claim.delivery)
            }
        } catch {
            kit.log.error(
                "a delivery could not give way", metadata: ["delivery": "\(claim.delivery)", "error": "\(error)"])
        }
    }
}
