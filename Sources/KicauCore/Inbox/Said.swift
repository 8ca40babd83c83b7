/// What somebody said to an account of ours: an answer to a post, a comment under it, or a mention elsewhere.
public struct Said: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case reply, comment, mention }

    public let kind: Kind
    /// Its identity on the network, with what answering it needs (a CID, its visibility).
    public let receipt: Receipt
    public let speaker: Speaker
    /// Plain text, as a reader sees it.
    public let text: String
    public let at: Instant
    /// The network's id of the part of ours that it answers, or stands under; nil: it mentions us elsewhere.
    public let about: String?

    public init(kind: Kind, receipt: Receipt, speaker: Speaker, text: String, at: Instant, about: String?) {
        self.kind = kind
        self.receipt = receipt
        self.speaker = speaker
        self.text = String(text.prefix(Said.longest))
        self.at = at
        self.about = about
    }

    /// Characters; what is longer is cut.
    public static let longest = 10_000
}

/// Who said it. Networks that hide people from programs give neither handle nor name.
public struct Speaker: Hashable, Sendable, Codable {
    public let remoteID: String
    /// As it is shown, without the sign; empty: the network does not tell.
    public let handle: String
    public let name: String

    public init(remoteID: String, handle: String, name: String) {
        self.remoteID = remoteID
        self.handle = handle
        self.name = name
    }
}
