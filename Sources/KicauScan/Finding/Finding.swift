/// A passage of a document that shares runs with a post: what was found, without a word on what it means.
public struct Finding: Sendable, Hashable, Codable {
    /// Its number among the posts and controls that were looked for.
    public let post: Int
    public let document: DocumentPlace
    /// Of the passage, in bytes of the file's contents, unpacked.
    public let bytes: Range<Int64>
    /// The most of the post's words that follow each other unbroken, in twelfths of a word.
    public let longest: Int
    /// All of its words in the passage, in twelfths.
    public let matched: Int
    /// The parts of the post that are there, in bytes of its UTF-8.
    public let parts: [Range<Int>]
    public let quote: Quote
    /// The first changes.
    public let edits: [Edit]
    /// How many changes of each kind there are in all.
    public let changes: [String: Int]

    /// Enough to mean something by itself: of 50,000 sentences none had twelve words in a row in common with 8.2 million
    /// words of unrelated prose (measured 2026-11).
    public var isLong: Bool { longest >= FindingOrder.long }

    var order: FindingOrder { FindingOrder(longest: longest, matched: matched, document: document) }
}

/// A document of a corpus. Offsets and not numbers name it, so that a file may be scanned in parts.
public struct DocumentPlace: Sendable, Hashable, Codable {
    /// The file, as the scan was given it.
    public let file: String
    /// Where its record begins, in bytes of the file's contents, unpacked.
    public let offset: Int64
    /// What the record itself says it is: an address, a name, a row.
    public let name: String?

    public init(file: String, offset: Int64, name: String? = nil) {
        self.file = file
        self.offset = offset
        self.name = name
    }
}

/// A passage as a reader sees it, with a little of what stands round it.
public struct Quote: Sendable, Hashable, Codable {
    public let before: String
    public let text: String
    public let after: String
    /// The passage was longer than is quoted.
    public let isCut: Bool
}

/// Which of a post's findings are kept first. It takes nothing but the finding itself, so the order of work changes
/// nothing.
struct FindingOrder: Comparable {
    let longest: Int
    let matched: Int
    let document: DocumentPlace

    static let long = 12 * PostWords.whole

    static func < (one: FindingOrder, other: FindingOrder) -> Bool {
        let (here, there) = (one.document, other.document)
        return (other.longest, other.matched, here.file, here.name ?? "", here.offset)
            < (one.longest, one.matched, there.file, there.name ?? "", there.offset)
    }
}
