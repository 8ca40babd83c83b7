import KicauCore
import KicauPublish

/// What can be scanned.
struct ScanOfferWire: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        let name: String
        let isFolder: Bool
        let files: Int
        let bytes: Int64
        let hasMore: Bool
    }

    let isSet: Bool
    let isBusy: Bool
    let posts: Int
    let corpora: [Line]

    init(_ offer: ScanOffer) {
        isSet = offer.isSet
        isBusy = offer.isBusy
        posts = offer.posts
        corpora = offer.corpora.map {
            Line(name: $0.name, isFolder: $0.isFolder, files: $0.files, bytes: $0.bytes, hasMore: $0.hasMore)
        }
    }

    static let shape = Shape.named(
        "ScanOffer",
        .object([
            .must("is_set", .bool, "The operator has named folders that may be scanned", like: true),
            .must("is_busy", .bool, "A scan runs on this node already", like: false),
            .must("posts", .count, "Posts that the workspace has published", like: 1_204),
            .must("corpora", .list(line, 0...10_000), "Files and folders that may be scanned"),
        ]))

    private static let line = Shape.named(
        "Corpus",
        .object([
            .must("name", ScanWire.name, "As a scan takes it", like: "corpora/crawl-2026"),
            .must("is_folder", .bool, "Or else a file", like: true),
            .must("files", .count, "In it", like: 12),
            .must("bytes", .count, "As they are stored", like: 4_000_000_000),
            .must("has_more", .bool, "Than were counted", like: false),
        ]))
}

/// Whether a scan is kept.
struct AskedKeeping: Decodable, Sendable {
    let isKept: Bool

    static let shape = Shape.named(
        "AskedKeeping",
        .object([.must("is_kept", .bool, "No: it goes by itself when its time has come", like: true)]))
}

/// What to scan.
struct AskedScan: Decodable, Sendable {
    let corpora: [String]
    let background: String?

    var ask: ScanAsk { ScanAsk(corpora: corpora, background: background) }

    static let shape = Shape.named(
        "AskedScan",
        .object([
            .must("corpora", .list(ScanWire.name, 1...CorpusScans.mostCorpora), "Names out of `GET /scans/corpora`"),
            .may("background", ScanWire.name, "Texts like those of the corpus", like: "corpora/background"),
        ]))
}
