/// What the author wrote: a single text or a thread of parts, for one or more accounts.
public struct Post: Hashable, Sendable, Codable {
    /// One text with its pictures. A thread has several.
    public struct Part: Hashable, Sendable, Codable {
        public var text: String
        public var media: [Media]
        /// For a page that the text links to; nil: none.
        public var card: LinkCard?

        public init(text: String, media: [Media] = [], card: LinkCard? = nil) {
            self.text = text
            self.media = media
            self.card = card
        }
    }

    public var parts: [Part]
    /// A comment put under the published post, where the network has comments.
    public var firstComment: String?
    /// What was chosen for single networks beyond text and pictures, by their short names; nil: nothing.
    private var chosen: [String: ChosenOptions]?
    /// What it answers, if it is said to somebody: a comment under a post of ours, a mention.
    public var answering: Receipt?

    public init(
        parts: [Part], firstComment: String? = nil, options: [PlatformID: ChosenOptions] = [:],
        answering: Receipt? = nil
    ) {
        self.parts = parts
        self.firstComment = firstComment
        self.answering = answering
        self.options = options
    }

    public var options: [PlatformID: ChosenOptions] {
        get { Dictionary(uniqueKeysWithValues: (chosen ?? [:]).map { (PlatformID($0.key), $0.value) }) }
        set {
            let some = newValue.filter { !$0.value.isEmpty }
            chosen = some.isEmpty ? nil : Dictionary(uniqueKeysWithValues: some.map { ($0.key.raw, $0.value) })
        }
    }

    public func options(for platform: PlatformID) -> ChosenOptions { chosen?[platform.raw] ?? ChosenOptions() }
}
