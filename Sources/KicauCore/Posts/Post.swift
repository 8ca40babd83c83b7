/// What the author wrote: a single text or a thread of parts, for one or more accounts.
public struct Post: Hashable, Sendable, Codable {
    /// One text with its pictures. A thread has several.
    public struct Part: Hashable, Sendable, Codable {
        public var text: String
        public var media: [Picture]

        public init(text: String, media: [Picture] = []) {
            self.text = text
            self.media = media
        }
    }

    public var parts: [Part]
    /// A comment put under the published post, where the network has comments.
    public var firstComment: String?
    /// What was chosen for single networks beyond text and pictures, by their short names; nil: nothing.
    private var chosen: [String: ChosenOptions]?

    public init(parts: [Part], firstComment: String? = nil, options: [PlatformID: ChosenOptions] = [:]) {
        self.parts = parts
        self.firstComment = firstComment
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

/// A picture in the media store, known by the SHA-256 of the bytes we keep (metadata already removed).
public struct Picture: Hashable, Sendable, Codable {
    public let sha256: String
    public let mimeType: String
    public let width: Int
    public let height: Int
    public let bytes: Int
    /// What a person who cannot see the picture reads.
    public var alt: String

    public init(sha256: String, mimeType: String, width: Int, height: Int, bytes: Int, alt: String = "") {
        self.sha256 = sha256
        self.mimeType = mimeType
        self.width = width
        self.height = height
        self.bytes = bytes
        self.alt = alt
    }
}
