/// A file of a corpus, or a part of one; what readers of formats give to a scan.
public protocol CorpusFile: Sendable {
    /// As the scan was given it; the report names the file so.
    var name: String { get }
    /// The number of the part, where a file is read in parts by several threads.
    var part: Int { get }
    /// As it is stored, of this part, in bytes; nil: unknown, as for what is piped in.
    var storedBytes: Int64? { get }
    /// When it was written last, in nanoseconds since 1970; nil: unknown.
    var writtenNS: Int64? { get }
    /// - Parameter place: where an earlier reader of the same file stood.
    func open(at place: RecordPlace?) throws -> any RecordReader
    /// Size and SHA-256 of the whole file as it is stored. Asked of part 0 only.
    func seal() throws -> FileSeal
}

extension CorpusFile {
    public var part: Int { 0 }
    public var writtenNS: Int64? { nil }
}

/// Gives the records of a file one after the other.
public protocol RecordReader: AnyObject {
    /// Gives the next record's text away; the answer is where the text ended, which is news only for JSON.
    ///
    /// - Returns: false at the end.
    /// - Throws: when the rest cannot be read; `CancellationError` ends the whole scan.
    func next(_ scan: (RecordText) -> Int) throws -> Bool
    /// What the present record is called by itself, such as the address of a page. Asked only where something was
    /// found.
    var recordName: String? { get }
    /// Where to go on after the records that were given.
    var place: RecordPlace { get }
    /// How far it is in the file, or in its part of it, in bytes as stored.
    var storedBytesRead: Int64 { get }
    /// Bad records since it was opened.
    var flaws: Flaws { get }
}

/// A record's text, for as long as it is looked at.
public struct RecordText {
    public let bytes: UnsafePointer<UInt8>
    public let start: Int
    public let end: Int
    /// The text begins inside a JSON string and ends where that does.
    public let isJSON: Bool
    /// Where the record begins, in bytes of the file's contents, unpacked.
    public let offset: Int64
    /// What makes a place in `bytes` one in the file's contents.
    public let shift: Int64

    public init(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isJSON: Bool, offset: Int64, shift: Int64
    ) {
        self.bytes = bytes
        self.start = start
        self.end = end
        self.isJSON = isJSON
        self.offset = offset
        self.shift = shift
    }
}

/// Where a reader stands, in its own words: nobody else reads them.
public struct RecordPlace: Sendable, Hashable, Codable {
    public let words: String

    public init(_ words: String) { self.words = words }
}
