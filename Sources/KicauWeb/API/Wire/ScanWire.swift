import KicauCore
import KicauPublish

struct ScanWire: Encodable, Sendable {
    struct Progress: Encodable, Sendable {
        let phase: String
        let storedBytes: Int64
        let ofBytes: Int64?
        let textBytes: Int64
        let bytesPerSecond: Int64
        let secondsLeft: Int64?
        let records: Int64
        let badRecords: Int64
        let passages: Int64
        let leftOut: Int64
        let lacksCheckpoint: Bool
    }

    struct Verdicts: Encodable, Sendable {
        let strong: Int
        let likely: Int
        let possible: Int
        let none: Int
    }

    struct Trouble: Encodable, Sendable {
        let kind: String
        let words: String?
    }

    let id: String
    let state: String
    let corpora: [String]
    let background: String?
    let posts: Int
    let startedBy: String
    let askedAt: String
    let endedAt: String?
    let progress: Progress
    let verdicts: Verdicts?
    let trouble: Trouble?
    let isHere: Bool
    let isKept: Bool
    let goesAt: String?

    init(_ scan: CorpusScan) {
        id = scan.id.description
        state = scan.state.rawValue
        corpora = scan.order.corpora
        background = scan.order.background
        posts = scan.order.posts
        startedBy = scan.startedBy
        askedAt = Timestamp.text(scan.asked)
        endedAt = scan.ended.map(Timestamp.text)
        progress = Progress(scan.count)
        verdicts = scan.verdicts.map {
            Verdicts(strong: $0.strong, likely: $0.likely, possible: $0.possible, none: $0.none)
        }
        trouble = scan.trouble.map {
            Trouble(kind: $0.kind.rawValue, words: $0.words.isEmpty ? nil : $0.words)
        }
        isHere = scan.isHere
        isKept = scan.isKept
        goesAt = scan.goes.map(Timestamp.text)
    }
}

extension ScanWire.Progress {
    fileprivate init(_ count: ScanCount) {
        self.init(
            phase: count.phase.rawValue, storedBytes: count.storedBytes,
            ofBytes: count.ofBytes > 0 ? count.ofBytes : nil, textBytes: count.textBytes,
            bytesPerSecond: count.bytesPerSecond, secondsLeft: count.secondsLeft, records: count.records,
            badRecords: count.badRecords, passages: count.passages, leftOut: count.leftOut,
            lacksCheckpoint: count.lacksCheckpoint)
    }
}

extension ScanWire {
    static let shape = Shape.named(
        "Scan",
        .object([
            .must("id", .text(most: 20), "Its number", like: "7"),
            .must(
                "state", .words(of: CorpusScan.State.self), "Stopped and interrupted ones can go on", like: "running"),
            .must("corpora", .list(name, 1...CorpusScans.mostCorpora), "What is looked through"),
            .may("background", name, "What teaches what is common", like: "corpora/background"),
            .must("posts", .count, "So many texts are looked for", like: 1_204),
            .must("started_by", .text(most: 400), "Who started it", like: "Ayu"),
            .must("asked_at", .instant, "When"),
            .may("ended_at", .instant, "When it ended, for whatever reason"),
            .must("progress", progress, "As its process last said"),
            .may("verdicts", verdicts, "Once it is done"),
            .may("trouble", trouble, "Why it was interrupted"),
            .must("is_here", .bool, "Its files lie on the node that answers", like: true),
            .must("is_kept", .bool, "Until it is deleted; only its own node knows", like: false),
            .may("goes_at", .instant, "When it goes by itself, with its report; only its own node knows"),
        ]))

    static let name = Shape.text(most: 1_000)

    private static let progress = Shape.named(
        "ScanProgress",
        .object([
            .must("phase", .word(["preparing", "reading", "judging"]), "What it is at", like: "reading"),
            .must("stored_bytes", .count, "Read of the files as they are stored", like: 1_200_000_000),
            .may("of_bytes", .count, "Of so many", like: 4_000_000_000),
            .must("text_bytes", .count, "Text in them", like: 3_100_000_000),
            .must("bytes_per_second", .count, "Of text", like: 210_000_000),
            .may("seconds_left", .count, "At this speed", like: 95),
            .must("records", .count, "Records read", like: 801_233),
            .must("bad_records", .count, "Records that cannot be read", like: 2),
            .must("passages", .count, "Passages that share words with a post", like: 12),
            .must("left_out", .count, "Links that lead out of what is scanned", like: 0),
            .must("lacks_checkpoint", .bool, "Ended now, more would have to be read again", like: false),
        ]))

    private static let verdicts = Shape.named(
        "ScanVerdicts",
        .object([
            .must("strong", .count, "So many posts were found", like: 3),
            .must("likely", .count, "Likely found", like: 1),
            .must("possible", .count, "Possible", like: 4),
            .must("none", .count, "Not found, or too short to tell", like: 1_196),
        ]))

    private static let trouble = Shape.named(
        "ScanTrouble",
        .object([
            .must("kind", .words(of: ScanTrouble.Kind.self), "What happened", like: "disk-full"),
            .may("words", .text(most: 4_000), "What its process said, or what is gone"),
        ]))
}
