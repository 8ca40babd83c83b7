/// The credits are used up from which an app's calls at one network are paid: nothing more is tried with that app until
/// somebody has paid. Pure: whoever keeps it, keeps what these functions return.
///
/// X answers 402 then (docs.x.com, pricing, prepaid credits; read 2026-08-22); what it refuses it does not charge for.
public struct CreditsGone: Hashable, Sendable, Codable {
    public let platform: PlatformID
    /// Whose app it is: empty for the operator's, else the name of an account's own.
    public let payer: String
    public let since: Instant
    /// The network's own words, at most 2,000 characters.
    public private(set) var answer: String?
    /// From then on a cheap call may ask whether there are credits again.
    public private(set) var next: Instant
    /// How often the network has said it.
    public private(set) var refusals: Int
    /// A person says that it is paid: the next call may be any, and tells whether it is so.
    public private(set) var isSaidPaid: Bool
    /// Those who manage money have been told.
    public private(set) var isTold: Bool

    public init(_ platform: PlatformID, payer: String, answer: String?, at now: Instant) {
        self.platform = platform
        self.payer = payer
        self.answer = answer.map { String($0.prefix(CreditsGone.longestAnswer)) }
        since = now
        next = now + CreditsGone.pauses[0]
        refusals = 1
        isSaidPaid = false
        isTold = false
    }

    /// A refused question costs nothing, so it is asked often at first: whoever tops up does it soon.
    static let pauses: [Duration] = [.minutes(5), .minutes(10), .minutes(15), .minutes(30), .hours(1)]
    private static let longestAnswer = 2000

    /// May a call be made from these credits?
    ///
    /// - Parameter isCommit: a post is no question: it waits until a cheap call was answered, or a person says it is paid.
    public func verdict(isCommit: Bool, at now: Instant) -> QuotaVerdict {
        if isSaidPaid { return .goes }
        guard asks(at: now) else { return .waits(until: next) }
        return isCommit ? .waits(until: now + CreditsGone.pauses[0]) : .goes
    }

    /// Is it time to ask again? A clock that was set back does not put it off for longer than one pause.
    public func asks(at now: Instant) -> Bool { now >= next || next > now + CreditsGone.longestPause }

    private static let longestPause = Duration.hours(1)

    /// It was said once more.
    public func refused(answer: String?, at now: Instant) -> CreditsGone {
        var copy = self
        copy.answer = answer.map { String($0.prefix(CreditsGone.longestAnswer)) } ?? self.answer
        copy.next = now + CreditsGone.pauses[min(refusals, CreditsGone.pauses.count - 1)]
        copy.refusals = refusals + 1
        copy.isSaidPaid = false
        return copy
    }

    /// It was asked, and nothing clear came back: the next question has its pause too.
    public func asked(at now: Instant) -> CreditsGone {
        var copy = self
        copy.next = now + CreditsGone.pauses[min(max(refusals, 1) - 1, CreditsGone.pauses.count - 1)]
        return copy
    }

    /// The next question is due at once.
    public var saidPaid: CreditsGone {
        var copy = self
        copy.isSaidPaid = true
        copy.next = since
        return copy
    }

    public var told: CreditsGone {
        var copy = self
        copy.isTold = true
        return copy
    }
}
