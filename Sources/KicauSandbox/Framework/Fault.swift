/// Where in a network's life a fault can strike.
public enum Place: String, Sendable, Hashable, Codable, CaseIterable {
    case commit, upload, container, read, token, comment, delete
    /// A page for a person's eyes: struck only by a rule that names it.
    case page
    /// In a rule alone: everywhere but on pages.
    case any
}

/// The ways a network can misbehave.
public enum FaultKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The write takes effect, then the connection is closed with no answer.
    case dropAfterAccept
    /// The connection is closed with no answer and no effect.
    case dropBeforeAccept
    /// Waits, then does and answers as usual.
    case delay
    /// Does at once, answers after a wait.
    case delayAfter
    /// 429 with the network's own headers, no effect.
    case rateLimit
    /// 402 with the network's own words, no effect. Where calls are not paid for one by one, the call goes as usual.
    case creditsGone
    /// 5xx, no effect.
    case serverErrorBefore
    /// 5xx, though it took effect.
    case serverErrorAfter
    /// The token of this call is dead from now on.
    case expiredToken
    /// The answer trickles in over `ms`.
    case slowBytes
    /// It takes effect and answers 200 with JSON cut in the middle.
    case malformed
    /// A proxy's 502 page, no effect.
    case html
    /// Listings hide posts younger than `ms`.
    case lagListing
    /// Uploads and containers take `ms` to be ready.
    case processing
    /// Uploads and containers end as failed.
    case failProcessing
}

/// A rule by which a fault fires, so many times or by chance.
public struct FaultRule: Sendable, Hashable, Codable {
    public var kind: FaultKind
    public var at: Place
    /// How often it still may fire; nil is for ever.
    public var times: Int?
    /// From 0 to 1; nil is each time.
    public var chance: Double?
    public var ms: Int64?
    /// Only for this account.
    public var account: String?
    /// How often it has fired.
    public var fired: Int

    public init(
        _ kind: FaultKind, at: Place = .any, times: Int? = 1, chance: Double? = nil, ms: Int64? = nil,
        account: String? = nil
    ) {
        self.kind = kind
        self.at = at
        self.times = times
        self.chance = chance
        self.ms = ms
        self.account = account
        fired = 0
    }

    /// Missing members have their plain meaning, so that a rule can be written by hand.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        kind = try box.decode(FaultKind.self, forKey: .kind)
        at = try box.decodeIfPresent(Place.self, forKey: .at) ?? .any
        times = try box.decodeIfPresent(Int.self, forKey: .times)
        chance = try box.decodeIfPresent(Double.self, forKey: .chance)
        ms = try box.decodeIfPresent(Int64.self, forKey: .ms)
        account = try box.decodeIfPresent(String.self, forKey: .account)
        fired = try box.decodeIfPresent(Int.self, forKey: .fired) ?? 0
    }

    /// Whether the rule speaks of this call, its chance left aside.
    func isMeant(for place: Place, account: String?) -> Bool {
        guard at == place || (at == .any && place != .page) else { return false }
        guard self.account == nil || self.account == account else { return false }
        return times.map { fired < $0 } ?? true
    }
}

/// A fault that fires in this call.
struct Fault: Sendable, Hashable {
    let kind: FaultKind
    let ms: Int64
}
