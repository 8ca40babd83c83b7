public import Foundation

/// The report for machines: JSON Lines. The same scan gives the same bytes, whether it was stopped, or done in parts.
///
/// Line kinds, in this order: `scan`, `file` and `flaw` for each file by name, `post` with its hits after it as `hit`,
/// `summary`.
public struct ReportLines {
    private let sought: Sought
    private let ledger: ScanLedger
    private let judgement: Judgement

    public init(_ sought: Sought, _ ledger: ScanLedger, _ judgement: Judgement) {
        self.sought = sought
        self.ledger = ledger
        self.judgement = judgement
    }

    /// Gives the report away line by line, each with its newline.
    public func write(_ take: (Data) throws -> Void) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func line(_ value: some Encodable) throws { try take(encoder.encode(value) + [0x0A]) }
        try line(
            Head(
                posts: sought.posts.count, sought_sha256: ledger.sought, controls: sought.controls.kind.rawValue,
                controls_count: sought.texts.count - sought.posts.count, claim: sought.controls.claim,
                ranking: judgement.ranking))
        for file in Manifest(ledger).files {
            try line(FileLine(file))
            for flaw in file.flaws.first { try line(FlawLine(file: file.name, flaw)) }
        }
        for post in judgement.posts {
            try line(PostLine(sought.posts[post.post], post, sought))
            for hit in post.hits { try line(HitLine(sought.posts[post.post], hit)) }
        }
        try line(Summary(judgement))
    }

    /// All of it at once.
    public func data() throws -> Data {
        var all = Data()
        try write { all += $0 }
        return all
    }

    private struct Head: Encodable {
        var kind = "scan"
        var format = 1
        let posts: Int
        let sought_sha256: String
        let controls: String
        let controls_count: Int
        let claim: String
        let ranking: String
    }

    private struct FileLine: Encodable {
        var kind = "file"
        let path: String
        let bytes: Int64?
        let sha256: String?
        let records: Int64
        let text_bytes: Int64
        let bad_records: Int

        init(_ file: Manifest.File) {
            path = file.name
            bytes = file.seal?.bytes
            sha256 = file.seal?.sha256
            records = file.records
            text_bytes = file.textBytes
            bad_records = file.flaws.count
        }
    }

    private struct FlawLine: Encodable {
        var kind = "flaw"
        let path: String
        let place: String
        let sentence: String

        init(file: String, _ flaw: Flaw) {
            path = file
            place = flaw.place
            sentence = flaw.sentence
        }
    }

    private struct PostLine: Encodable {
        var kind = "post"
        let id: String
        let url: String?
        let text: String
        let written_ms: Int64?
        let same_words_as: String?
        let verdict: Verdict
        let reason: String
        let score: Double
        let controls: Int?
        let controls_at_least: Int?
        let p: Double?
        let p_holm: Double?
        let documents: Int

        init(_ post: ArchivePost, _ judged: Judgement.OfPost, _ sought: Sought) {
            (id, url, text, written_ms) = (post.id, post.url, post.text, post.writtenMS)
            same_words_as = judged.sameAs.map { sought.posts[$0].id }
            (verdict, reason) = (judged.verdict.verdict, judged.verdict.reason)
            (score, p, p_holm, documents) = (judged.score, judged.p, judged.holm, judged.documents)
            (controls, controls_at_least) = (judged.rank?.controls, judged.rank?.atLeast)
        }
    }

    private struct HitLine: Encodable {
        var kind = "hit"
        let post: String
        let path: String
        let record_offset: Int64
        let record_name: String?
        let bytes: Range<Int64>
        let words_in_a_row: Double
        let words: Double
        let quote: Quote
        let edits: [Edit]
        let changes: [String: Int]
        let score: Double
        let controls: Int?
        let controls_at_least: Int?
        let verdict: Verdict
        let reason: String

        init(_ post: ArchivePost, _ hit: Judgement.Hit) {
            let finding = hit.finding
            self.post = post.id
            (path, record_offset, record_name) = (finding.document.file, finding.document.offset, finding.document.name)
            bytes = finding.bytes
            words_in_a_row = Double(finding.longest) / Double(PostWords.whole)
            words = Double(finding.matched) / Double(PostWords.whole)
            (quote, edits, changes) = (finding.quote, finding.edits, finding.changes)
            (score, verdict, reason) = (hit.score, hit.verdict.verdict, hit.verdict.reason)
            (controls, controls_at_least) = (hit.rank?.controls, hit.rank?.atLeast)
        }
    }

    private struct Summary: Encodable {
        var kind = "summary"
        let strong: Int
        let likely: Int
        let possible: Int
        let none: Int
        let too_short: Int
        let omnibus_p: Double?
        let omnibus_method: String?
        let omnibus_explanation: String?
        let omnibus_posts: Int?

        init(_ judgement: Judgement) {
            (strong, likely) = (judgement.counts[.strong] ?? 0, judgement.counts[.likely] ?? 0)
            (possible, none) = (judgement.counts[.possible] ?? 0, judgement.counts[.none] ?? 0)
            too_short = judgement.tooShort
            (omnibus_p, omnibus_method) = (judgement.omnibus?.p, judgement.omnibus?.method.rawValue)
            (omnibus_explanation, omnibus_posts) = (judgement.omnibus?.explanation, judgement.omnibus?.posts)
        }
    }
}
