extension Said {
    /// Nobody sees it until whoever began the thread approves it.
    public enum Waiting: String, Hashable, Sendable, Codable, CaseIterable {
        case pending
        /// It may still be approved.
        case ignored
    }

    /// Nil: everybody sees it. Kept with what its network says of it.
    public var waiting: Waiting? { receipt.extra[Said.waitingKey]?.string.flatMap(Waiting.init(rawValue:)) }

    public func marked(_ waiting: Waiting?) -> Said {
        var extra = receipt.extra
        extra[Said.waitingKey] = waiting.map { .string($0.rawValue) }
        return Said(
            kind: kind,
            receipt: Receipt(
                remoteID: receipt.remoteID, url: receipt.url, extra: extra, differences: receipt.differences),
            speaker: speaker, text: text, at: at, about: about)
    }

    private static let waitingKey = "waiting"
}
