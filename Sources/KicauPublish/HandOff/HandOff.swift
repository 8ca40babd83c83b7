public import KicauCore
import KicauStore

/// All that a person needs to post by hand.
public struct HandOff: Sendable {
    /// One post of a thread, or the first comment.
    public struct Part: Sendable, Hashable {
        public let number: Int
        public let role: RenderedPart.Role
        public let text: String
        public let composer: ComposerLink?
        public let media: [Media]
    }

    /// Those that are not out yet, in order.
    public let parts: [Part]
    /// Has its time come?
    public let isDue: Bool

    init(
        _ rendition: Rendition, open: [Int], by platform: any Platform, for account: Account, due: Instant, now: Instant
    ) {
        parts = open.filter(rendition.parts.indices.contains).map { number in
            let part = rendition.parts[number]
            return Part(
                number: number, role: part.role, text: platform.written(part),
                composer: platform.composer(for: part, of: account), media: part.media.map(\.original))
        }
        isDue = due <= now
    }

    public init(parts: [Part], isDue: Bool) {
        self.parts = parts
        self.isDue = isDue
    }

    /// Of a part that a person posted without saying where.
    static let unnamed = Receipt(remoteID: "", url: nil)

    /// Why it is in a person's hands, and what to do.
    static func story(_ why: Settlement.Story) -> Settlement.Story {
        .init(
            why.what,
            do: "Post it by hand at its time: everything you need is on this page. Kicau sends nothing of it.",
            answer: why.answer, status: why.status)
    }
}

extension DeliveryRow {
    /// It was to be posted by hand, and its time has come: until a person or a look says so, it may be out or not.
    func mayBePostedByHand(by now: Instant) -> Bool { waitingFor == .handOff && due <= now }
}
