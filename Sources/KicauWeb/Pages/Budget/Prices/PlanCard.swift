import KicauCore
import KicauMeter
import KicauPublish

/// Which of a network's plans is paid for, and what is left of it.
struct PlanCard: Sendable {
    struct Share: Sendable {
        let units: String
        let used: String
    }

    let platform: String
    let network: String
    let networkName: String
    /// "Basic"; nil: each use is paid for.
    let chosen: String?
    let isOver: Bool
    let options: [ChoiceLine]
    let shares: [Share]

    /// - Parameter typed: what was chosen in the form and not put in force yet.
    init(_ choice: PlanChoice, typed: String?, _ voice: Voice) {
        platform = choice.platform.raw
        network = Networks.mark(choice.platform)
        networkName = choice.name
        chosen = choice.chosen
        isOver = choice.isOver
        let picked = typed ?? choice.chosen ?? ""
        options =
            [ChoiceLine(value: "", name: voice.say("None: pay for each use"), isChosen: picked.isEmpty)]
            + choice.plans.compactMap { plan in
                plan.name.map { name in
                    ChoiceLine(
                        value: name, name: voice.say(PlanCard.label(plan, name, voice)), isChosen: picked == name)
                }
            }
        shares = choice.shares.map { share in
            Share(
                units: share.included.units.joined(separator: ", "),
                used: voice.say(PlanCard.used(share, voice)))
        }
    }
}

extension PlanCard {
    fileprivate static func label(_ plan: KicauMeter.Plan, _ name: String, _ voice: Voice) -> Sentence {
        "\(name), \(voice.money(plan.monthly)) a month"
    }

    fileprivate static func used(_ share: PlanChoice.Share, _ voice: Voice) -> Sentence {
        "\(voice.number(share.used)) of \(voice.number(share.included.count)) used or planned this month"
    }
}
