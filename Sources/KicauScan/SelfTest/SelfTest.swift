import Foundation
import KicauCore

/// Plants posts in a made-up corpus, edited as corpora edit, and counts how many are found again. The same seed makes
/// the same test.
public struct SelfTest: Sendable {
    /// How many of a kind of post with a kind of edit were planted, and found.
    public struct Cell: Sendable, Codable, Equatable {
        public let language: MadeLanguage
        public let edit: PostEdit
        public internal(set) var planted = 0
        public internal(set) var found = 0
    }

    public struct Outcome: Sendable {
        public let cells: [Cell]
        /// Strong verdicts on posts that were never planted.
        public let falseStrong: Int
        public let unplanted: Int
        public let textBytes: Int64
        /// Of scanning alone, on as many threads as the scan had.
        public let seconds: Double

        public var recallLight: Double { recall { !$0.edit.isHard } }
        public var recallHard: Double { recall { $0.edit.isHard } }
        /// Millions of bytes of text a second.
        public var megabytesPerSecond: Double { Double(textBytes) / 1e6 / max(seconds, 1e-9) }

        private func recall(_ counts: (Cell) -> Bool) -> Double {
            let cells = cells.filter(counts)
            return Double(cells.reduce(0) { $0 + $1.found }) / Double(max(1, cells.reduce(0) { $0 + $1.planted }))
        }

        /// The last line of `kicau scan --self-test --json`.
        public var jsonLine: String {
            String(
                format: #"{"recall_light":%.4f,"recall_hard":%.4f,"false_strong":%d,"mb_per_s":%.1f}"#, recallLight,
                recallHard, falseStrong, megabytesPerSecond)
        }
    }

    /// Posts planted for each language and edit; as many again are looked for and never planted.
    public var postsPerCell = 20
    /// Documents without a post for each with one.
    public var noise = 4
    public var seed: UInt64 = 1
    public var threads = 1

    public init() {}

    private struct Planted {
        let post: MadePost
        let edit: PostEdit
    }

    /// - Throws: `CancellationError` only.
    public func run(_ tell: @escaping @Sendable (ScanProgress) -> Void = { _ in }) async throws -> Outcome {
        var dice = SeededRandom(seed: seed)
        let planted = MadeLanguage.allCases.flatMap { language in
            PostEdit.allCases.flatMap { edit in
                (0..<postsPerCell).map { _ in Planted(post: MadePost(language, &dice), edit: edit) }
            }
        }
        let unplanted = planted.map { MadePost($0.post.language, &dice) }
        let documents = documents(planted, &dice)
        let file = MemoryLines(name: "self-test.jsonl", texts: documents.map(\.text))
        let sought = Sought(
            (planted.map(\.post) + unplanted).enumerated().map { ArchivePost(id: "\($0 + 1)", text: $1.text) })
        var scan = Scan(sought, in: file.pieces(max(1, threads)))
        scan.threads = threads
        let start = ContinuousClock.now
        let ledger = try await scan.run(tell)
        let took = ContinuousClock.now - start
        return outcome(planted, documents, file, ledger, Judge(sought, ledger.found).judgement(), took)
    }

    /// Each with the number of the post that is planted in it.
    private func documents(_ planted: [Planted], _ dice: inout SeededRandom) -> [(text: String, post: Int?)] {
        var documents: [(text: String, post: Int?)] = []
        for (number, one) in planted.enumerated() {
            let language = one.post.language
            let sides = [words(language, &dice), words(language, &dice)]
            documents.append((sides[0] + " " + one.edit.text(of: one.post, &dice) + " " + sides[1], number))
            for _ in 0..<noise { documents.append((words(language, &dice), nil)) }
        }
        return documents.shuffled(using: &dice)
    }

    private func words(_ language: MadeLanguage, _ dice: inout SeededRandom) -> String {
        MadePost.joined((0..<20 + dice.below(200)).map { _ in language.word(&dice) }, language)
    }

    private func outcome(
        _ planted: [Planted], _ documents: [(text: String, post: Int?)], _ file: MemoryLines, _ ledger: ScanLedger,
        _ judgement: Judgement, _ took: Duration
    ) -> Outcome {
        var postAt: [Int64: Int] = [:]
        for (document, offset) in zip(documents, file.offsets) { postAt[offset] = document.post }
        var found: Set<Int> = []
        for post in judgement.posts {
            for hit in post.hits
            where hit.verdict.verdict >= .possible && postAt[hit.finding.document.offset] == post.post {
                found.insert(post.post)
            }
        }
        var cells: [Cell] = []
        for (number, one) in planted.enumerated() {
            if cells.last?.language != one.post.language || cells.last?.edit != one.edit {
                cells.append(Cell(language: one.post.language, edit: one.edit))
            }
            cells[cells.count - 1].planted += 1
            cells[cells.count - 1].found += found.contains(number) ? 1 : 0
        }
        let falseStrong = judgement.posts.count { $0.post >= planted.count && $0.verdict.verdict == .strong }
        return Outcome(
            cells: cells, falseStrong: falseStrong, unplanted: planted.count, textBytes: ledger.textBytes,
            seconds: took.inSeconds)
    }
}
