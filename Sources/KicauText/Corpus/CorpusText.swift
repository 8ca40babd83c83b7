/// A text of a record, or a piece of one that is long. Its bytes are valid until the next is asked for.
public struct CorpusText {
    /// As they stand in the source: plain UTF-8, or with `isJSON` the inside of a JSON string.
    public let bytes: UnsafeBufferPointer<UInt8>
    public let isJSON: Bool
    /// The record's number in its file or member, counted from 0.
    public let record: Int
    /// Counted from 0 within the record.
    public let part: Int
    /// Where `bytes` begins in the unpacked file or member; in Parquet, in the value.
    public let start: Int
    /// How many of the bytes were the last of the piece before: 0 where a text begins.
    public let overlap: Int
    /// The record's address or name as it stands in the source, where it has one.
    public let source: UnsafeBufferPointer<UInt8>
    public let sourceIsJSON: Bool
}

/// Gives the texts of one file or member.
protocol TextReader: AnyObject {
    /// - Returns: nil at the end.
    func next() throws(CorpusFlaw) -> CorpusText?
    /// Where to begin again, and how many texts of that record were given.
    var place: (layers: [Place.Layer], part: Int) { get }
}
