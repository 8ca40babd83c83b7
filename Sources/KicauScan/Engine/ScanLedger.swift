public import Foundation

/// How far a scan is and what it found so far. It is the checkpoint, and, when all is done, the part that is merged and
/// reported.
public struct ScanLedger: Sendable, Equatable, Codable {
    /// What became of a file.
    public struct FileRecord: Sendable, Equatable, Codable {
        public let name: String
        public let part: Int
        /// As it was stored when it was opened, in bytes: a checkpoint of a file that has changed since is worth nothing.
        var storedBytes: Int64?
        /// When it was written last before that, in nanoseconds since 1970.
        var writtenNS: Int64?
        public internal(set) var records: Int64 = 0
        /// Text that was scanned, in bytes.
        public internal(set) var textBytes: Int64 = 0
        public internal(set) var flaws = Flaws()
        /// Nil: the file could not be read for it, or this is not its first part.
        public internal(set) var seal: FileSeal?
    }

    struct OpenFile: Sendable, Equatable, Codable {
        var record: FileRecord
        /// Nil: nothing was given yet.
        var place: RecordPlace?
        var found = Found()
        /// Up to that place; nil: not noted yet.
        var storedBytesRead: Int64?
    }

    /// SHA-256 of what was looked for.
    public let sought: String
    /// In which way the files were read.
    let settings: String
    /// Those that are done, by key.
    public private(set) var files: [String: FileRecord] = [:]
    /// Those that were begun.
    private(set) var open: [String: OpenFile] = [:]
    /// In the files that are done.
    public private(set) var found = Found()

    init(sought: String, settings: String = "") {
        self.sought = sought
        self.settings = settings
    }

    /// How each file was, that is done or was begun, by key: how large, and when it was written last.
    var states: [String: [Int64?]] {
        files.merging(open.mapValues(\.record)) { done, _ in done }.mapValues { [$0.storedBytes, $0.writtenNS] }
    }

    /// Text that was scanned in the files that are done, in bytes.
    public var textBytes: Int64 { files.values.reduce(0) { $0 + $1.textBytes } }

    static func key(_ name: String, _ part: Int) -> String { "\(name)#\(part)" }

    mutating func note(_ file: OpenFile) { open[ScanLedger.key(file.record.name, file.record.part)] = file }

    mutating func close(_ file: OpenFile) {
        let key = ScanLedger.key(file.record.name, file.record.part)
        open[key] = nil
        files[key] = file.record
        found.add(file.found)
    }

    public enum MergeRefusal: Error, Sendable, Equatable {
        /// They looked for different posts or controls, or read in different ways.
        case otherPosts
        /// Both scanned this file, among others that only one of them scanned.
        case sharedFile(String)
        /// A scan that is not done.
        case unfinished
    }

    /// Joins parts of a scan, in any order. A part that is there twice, as after a retry, counts once.
    public static func merged(_ parts: [ScanLedger]) throws(MergeRefusal) -> ScanLedger {
        guard let first = parts.first else { throw .unfinished }
        var all = ScanLedger(sought: first.sought, settings: first.settings)
        var seen: Set<[String]> = []
        for part in parts {
            guard part.sought == first.sought, part.settings == first.settings else { throw .otherPosts }
            guard part.open.isEmpty else { throw .unfinished }
            guard seen.insert(part.files.keys.sorted()).inserted else { continue }
            if let shared = part.files.keys.sorted().first(where: { all.files[$0] != nil }) {
                throw .sharedFile(shared)
            }
            all.files.merge(part.files) { old, _ in old }
            all.found.add(part.found)
        }
        return all
    }

    /// The same ledger gives the same bytes.
    public func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    public init(decoding bytes: Data) throws { self = try JSONDecoder().decode(ScanLedger.self, from: bytes) }
}
