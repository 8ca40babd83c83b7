/// How far a scan is, as it last said.
public struct ScanCount: Sendable, Hashable, Codable {
    public enum Phase: String, Sendable, Hashable, Codable {
        /// The posts are read and indexed.
        case preparing
        case reading
        /// All is read; what was found is weighed and the report written.
        case judging
    }

    public var phase = Phase.preparing
    /// Read of the files as they are stored, in bytes.
    public var storedBytes: Int64 = 0
    /// Of all files; 0: not known.
    public var ofBytes: Int64 = 0
    public var textBytes: Int64 = 0
    public var bytesPerSecond: Int64 = 0
    public var secondsLeft: Int64?
    public var records: Int64 = 0
    public var badRecords: Int64 = 0
    /// Places that share words with a post: what they are worth is weighed at the end.
    public var passages: Int64 = 0
    /// Links that lead out of the folders, and were left out.
    public var leftOut: Int64 = 0
    /// The checkpoint could not be written: if the scan ends now, more has to be read again.
    public var lacksCheckpoint = false

    public init() {}

    /// Of 1000.
    public var share: Int {
        switch phase {
        case .preparing: 0
        case .judging: 1000
        case .reading: ofBytes > 0 ? Int(Double(min(ofBytes, max(0, storedBytes))) / Double(ofBytes) * 1000) : 0
        }
    }
}
