/// What happens while a scan runs.
public enum ScanProgress: Sendable, Equatable {
    case opened(file: String)
    /// Since the last such event, in any file; each about every eight mebibytes.
    case went(storedBytes: Int64, textBytes: Int64, records: Int64)
    case closed(file: String)
    /// Since the last such event: passages worth a look, and records that could not be read.
    case counted(passages: Int, badRecords: Int)
    /// It begins where an earlier run stopped.
    case resumed(filesDone: Int)
    /// What that run has read and found.
    case stood(ScanTally)
    case checkpointed
    /// Says why in a sentence. The scan goes on; only what an end now would cost is more.
    case checkpointFailed(String)
    /// The checkpoint belongs to other posts, files or settings, or a file has changed since; it is not used.
    case checkpointIsOfAnotherScan
}

/// What a scan has read and found so far.
public struct ScanTally: Sendable, Hashable {
    public var storedBytes: Int64 = 0
    public var textBytes: Int64 = 0
    public var records: Int64 = 0
    public var passages = 0
    public var badRecords = 0

    public init() {}

    mutating func add(_ file: ScanLedger.FileRecord, storedBytes: Int64) {
        self.storedBytes += storedBytes
        textBytes += file.textBytes
        records += file.records
        badRecords += file.flaws.count
    }

    mutating func add(_ found: Found) { passages += found.passages }
}

extension ScanLedger {
    /// Of the files that are done, and of those that were begun as far as they were noted.
    var tally: ScanTally {
        var tally = ScanTally()
        for file in files.values { tally.add(file, storedBytes: file.storedBytes ?? 0) }
        for file in open.values {
            tally.add(file.record, storedBytes: file.storedBytesRead ?? 0)
            tally.add(file.found)
        }
        tally.add(found)
        return tally
    }
}
