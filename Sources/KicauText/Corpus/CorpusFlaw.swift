/// Why a part of a corpus could not be read. What was read before counts, and the rest of the work goes on.
public enum CorpusFlaw: Error, Sendable, Hashable {
    /// The system's own words.
    case unreadable(String)
    /// It was there when the work began.
    case vanished
    /// Compressed or packed bytes end before what they hold does.
    case cutShort
    /// Bytes that contradict themselves.
    case damaged(String)
    /// The name promises another kind than the bytes are.
    case misnamed(String)
    /// A kind that Kicau does not read.
    case unsupported(String)
    /// Neither text nor any kind that is known.
    case notText
    case badRecord(String)
    /// A Parquet file without a column of strings.
    case noTextColumn
    /// The text is scanned all the same.
    case notUTF8
    /// So little unpacks to so much that it is no corpus.
    case bomb
    /// Packed into itself too many times.
    case tooDeep
    /// A length beyond what is read into memory.
    case tooLarge(String)
    /// A member of a tar whose path leads out of it.
    case climbs(String)
    /// A member of a tar with holes.
    case sparse(String)

    /// A word for counting.
    public var code: String {
        switch self {
        case .unreadable: "unreadable"
        case .vanished: "vanished"
        case .cutShort: "cut_short"
        case .damaged: "damaged"
        case .misnamed: "misnamed"
        case .unsupported: "unsupported"
        case .notText: "not_text"
        case .badRecord: "bad_record"
        case .noTextColumn: "no_text_column"
        case .notUTF8: "not_utf8"
        case .bomb: "bomb"
        case .tooDeep: "too_deep"
        case .tooLarge: "too_large"
        case .climbs: "climbs"
        case .sparse: "sparse"
        }
    }
}
