import KicauCore
import KicauPublish

/// One budget beside a post that is being written: what is left of it, and whether this fits.
struct PlanLine: Sendable, Hashable {
    let name: String
    let left: String
    let isShort: Bool

    init?(_ share: PricedPlan.Share, _ voice: Voice) {
        guard let left = share.left else { return nil }
        name = voice.say(share.inWords)
        self.left = voice.money(left)
        isShort = share.isShort
    }

    /// "$1.20 for 14"
    static func calendar(_ plan: PricedPlan, _ voice: Voice) -> String {
        voice.say("\(voice.money(plan.calendar)) for \(voice.number(plan.deliveries))")
    }
}

extension PricedPlan.Share {
    fileprivate var inWords: Sentence {
        switch budget.scope {
        case .workspace, .ai: "Left this month"
        case .network: "Left for \(name)"
        case .account: "Left for the account \(name)"
        case .campaign: "Left for the campaign \(name)"
        }
    }
}
