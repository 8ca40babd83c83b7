import KicauCore

/// What a personal data server keeps beyond what every network keeps: records, blobs, revisions.
struct BlueskyState: Sendable, Codable {
    /// By `did/collection/rkey`.
    var records: [String: StoredRecord] = [:]
    /// By `did/cid`.
    var blobs: [String: StoredBlob] = [:]
    /// The last commit of each repository.
    var heads: [String: Head] = [:]
    var lastMicros: Int64 = 0
    /// Films at the video service, by `did/sha256`. Optional, so that what was kept before is read.
    var jobs: [String: VideoJob]?
    /// What the server has vouched for, by token.
    var words: [String: ServiceWord]?

    struct VideoJob: Sendable, Codable, Hashable {
        let id: String
        let did: String
        let startMs: Int64
        let readyMs: Int64
        let size: Int
        let fails: Bool
    }

    struct ServiceWord: Sendable, Codable, Hashable {
        let did: String
        let audience: String
        let method: String
        let endsS: Int64
    }

    struct StoredRecord: Sendable, Codable, Hashable {
        let uri: RecordAddress
        let cid: String
        let value: JSONValue
        let indexedAtMs: Int64
    }

    struct StoredBlob: Sendable, Codable, Hashable {
        let sha256: String
        let mimeType: String
        let size: Int
        let uploadedAtMs: Int64
        var isReferenced = false
    }

    struct Head: Sendable, Codable, Hashable {
        let cid: String
        let rev: String
    }

    /// A key that no earlier call got, at this time or as soon after as is free.
    mutating func nextKey(atMs ms: Int64) -> String {
        lastMicros = max(ms * 1000, lastMicros + 1)
        return TimedKey.text(micros: lastMicros, clockID: 21)
    }
}

/// `at://did/collection/rkey`.
struct RecordAddress: Sendable, Codable, Hashable, CustomStringConvertible {
    let did: String
    let collection: String
    let rkey: String

    init(did: String, collection: String, rkey: String) {
        self.did = did
        self.collection = collection
        self.rkey = rkey
    }

    init?(_ uri: String) {
        let parts = uri.dropFirst("at://".count).split(separator: "/", omittingEmptySubsequences: false)
        guard uri.hasPrefix("at://"), parts.count == 3 else { return nil }
        self.init(did: String(parts[0]), collection: String(parts[1]), rkey: String(parts[2]))
    }

    var key: String { "\(did)/\(collection)/\(rkey)" }
    var description: String { "at://\(key)" }

    /// Letters, digits and a few marks, 1 to 512 of them, and neither of the two names of folders.
    static func isRecordKey(_ text: String) -> Bool {
        let marks = Set("._:~-".utf8)
        let isFine = text.utf8.allSatisfy { byte in
            marks.contains(byte) || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
        }
        return (1...512).contains(text.utf8.count) && isFine && text != "." && text != ".."
    }
}
