/// How hard it is to write the parts of a text by chance. It only ranks: what a rank means, controls say.
public protocol Ranking: Sendable {
    /// What the report calls it.
    var name: String { get }
    /// Higher is rarer; 0 for nothing.
    ///
    /// - Parameter parts: pieces of a text that stand unbroken in a document.
    func score(_ parts: [Substring]) -> Double
}

/// The number of words: what is used without a language model.
public struct WordCountRanking: Ranking {
    public let name = "matched words"

    public init() {}

    public func score(_ parts: [Substring]) -> Double {
        parts.reduce(0) { $0 + Double(PostWords(String($1)).weight) / Double(PostWords.whole) }
    }
}
