/// How often runs of three tokens stand in a sample of texts.
///
/// The sample is chosen text by text by a hash of the text, so it is the same in whatever order texts come, and a part
/// of a corpus chooses of its texts what the whole would choose.
public struct NgramCounts: Sendable {
    /// Keys of three tokens and, before each text, of two that stand for its beginning.
    struct Trigram: Hashable {
        let first: UInt64
        let second: UInt64
        let third: UInt64
    }

    private(set) var trigrams: [Trigram: UInt32] = [:]
    /// One text of so many is taken; 1: all.
    public let oneOf: UInt64
    /// More trigrams than this are not counted; each takes some 50 bytes.
    public let most: Int
    /// The sample was larger than `most` allows; the model is then of its most frequent part.
    public private(set) var isPruned = false

    static let beginning: UInt64 = 1

    /// - Parameters:
    ///   - corpusBytes: how much text there is, so that about 32 MB of it are taken.
    public init(corpusBytes: Int64, most: Int = 4_000_000) {
        oneOf = UInt64(max(1, corpusBytes >> 24))
        self.most = most
    }

    public mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return }
            add(base, from: 0, to: bytes.count, isJSON: false)
        }
    }

    /// A text as a record has it; for JSON without the closing quotation mark.
    mutating func add(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isJSON: Bool) {
        let hash = (start..<min(end, start + 256)).reduce(UInt64(end - start)) {
            TextTokens.mixed($0, UInt64(bytes[$1]))
        }
        guard hash % oneOf == 0 else { return }
        var (first, second) = (NgramCounts.beginning, NgramCounts.beginning)
        for name in TextTokens(bytes, from: start, to: end, isJSON: isJSON).names {
            trigrams[Trigram(first: first, second: second, third: name), default: 0] += 1
            (first, second) = (second, name)
        }
        prune()
    }

    /// Drops the rarest when there are too many. What is dropped depends on the order of texts only beyond `most`.
    private mutating func prune() {
        guard trigrams.count > most else { return }
        isPruned = true
        var least: UInt32 = 1
        while trigrams.count > most / 2 {
            trigrams = trigrams.filter { $0.value > least }
            least += 1
        }
    }
}
