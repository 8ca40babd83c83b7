import Hummingbird
import KicauCore
import KicauPublish

/// What a network counts of the operator's app.
struct UsageCard: Sendable {
    struct Share: Sendable {
        let app: String
        let reads: String
    }

    let network: String
    let networkName: String
    let heading: String
    let sum: String?
    let resets: String?
    let told: Moment?
    let shares: [Share]
    let hasShares: Bool
    let missing: StoryText?

    init(_ detail: AppUsageDetail, _ voice: Voice) {
        network = Networks.mark(detail.platform)
        networkName = detail.name
        heading = voice.say("What \(detail.name) counts of the app's reads")
        sum = detail.usage.map { voice.say(UsageCard.sum($0, voice)) }
        resets = detail.usage?.resets.map {
            voice.say("The count begins anew about \(voice.longDay(voice.wall($0))).")
        }
        told = detail.told.map(voice.moment)
        shares = (detail.usage?.shares ?? []).map { Share(app: $0.app, reads: voice.number($0.reads)) }
        hasShares = !shares.isEmpty
        missing = detail.missing.map { StoryText($0, voice) }
    }
}

extension Desk {
    func askUsage(_ request: Request, _ visit: Visit) async throws -> Response {
        _ = try await house.usages.ask(by: try visit.caller)
        return .seeOther("/budget", notice: .checked)
    }
}

extension UsageCard {
    fileprivate static func sum(_ usage: AppUsage, _ voice: Voice) -> Sentence {
        guard let cap = usage.cap else { return "\(voice.number(usage.reads)) posts read." }
        return "\(voice.number(usage.reads)) of \(voice.number(cap)) posts read."
    }
}
