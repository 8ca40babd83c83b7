/// One language's wordings, keyed by the English ones: how a `Sentence` or a template is said.
public struct Catalogue: Sendable {
    /// "en", "id".
    public let language: String
    private let wordings: [String: String]

    public init(language: String, wordings: [String: String]) {
        self.language = language
        self.wordings = wordings
    }

    /// The English itself.
    public static let english = Catalogue(language: "en", wordings: [:])

    public func wording(_ english: String) -> String { wordings[english] ?? english }
    public func has(_ english: String) -> Bool { wordings[english] != nil }
    public func say(_ sentence: Sentence) -> String { sentence.filled(wording(sentence.template)) }
}
