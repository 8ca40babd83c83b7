import Hummingbird
import KicauCore
import KicauPublish

/// Credits at a network that are used up, with the press of whoever has topped them up.
struct EmptiedCredits: Sendable {
    let what: String
    let consequence: String
    let since: Moment
    /// As the network put it.
    let answer: String?
    let platform: String
    let payer: String
    let canSay: Bool

    init(_ credits: CreditsDetail, canSet: Bool, _ voice: Voice) {
        what = voice.sentence(of: credits)
        consequence = voice.consequence(of: credits)
        since = voice.moment(credits.gone.since)
        answer = credits.gone.answer
        platform = credits.gone.platform.raw
        payer = credits.gone.payer
        canSay = canSet
    }
}

extension Desk {
    /// The next call is tried; what waits goes on as soon as it was answered.
    func topUpCredits(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.toppedUp(
            PlatformID(visit.form.trimmed("platform")), payer: visit.form.trimmed("payer"), by: try visit.caller)
        return .seeOther("/budget", notice: .checked)
    }
}
