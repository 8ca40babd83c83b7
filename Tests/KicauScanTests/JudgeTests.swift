import Foundation
import KicauCore
import Testing

@testable import KicauScan

@Suite("Judging an archive")
struct JudgeTests {
    private var dice = SeededRandom(seed: 21)

    @Test mutating func `with wordings that a lot left unpublished says how sure the whole is`() async throws {
        // Twelve posts of nine words each, of which the corpus has the drawn wording.
        let drawn = (0..<12).map { _ in words(9) }
        let sealed = Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, [words(9)]) })
        let noise = words(30)
        let judgement = try await judge(posts(drawn), .sealed(sealed), corpus: drawn.map { "\(noise) \($0) \(noise)" })

        let omnibus = try #require(judgement.omnibus)
        #expect(omnibus.method == .lot)
        #expect(omnibus.posts == 12)
        #expect(omnibus.p < 1e-3)
        #expect(judgement.posts.allSatisfy { $0.p == 0.5 })
    }

    @Test mutating func `with later posts by others ranks each post among those like it`() async throws {
        let mine = (0..<5).map { _ in words(9) }
        let others = posts((0..<300).map { _ in words(9) })
        let judgement = try await judge(posts(mine), .later(others), corpus: mine.prefix(2).map { "dan \($0) lalu" })

        let least: Double? = 1.0 / 301
        #expect(judgement.posts.count == 2)
        #expect(judgement.posts.allSatisfy { $0.p == least })
        #expect(judgement.posts.allSatisfy { $0.verdict.verdict == .likely })
        #expect(judgement.omnibus?.method == .harmonicMean)
        #expect(judgement.omnibus?.posts == 5)
        #expect(judgement.counts == [.likely: 2, .none: 3])
    }

    @Test mutating func `does not call a quotation that others have too the author's own`() async throws {
        let quotation = words(14)
        let mine = [quotation, words(14)]
        let others = posts((0..<40).map { _ in words(14) } + ["kata orang \(quotation)"])
        let judgement = try await judge(posts(mine), .later(others), corpus: mine.map { "dan \($0) lalu" })

        #expect(judgement.posts.map(\.verdict.verdict) == [.possible, .strong])
    }

    @Test mutating func `a control with the very words of a post scores as high`() async throws {
        let mine = words(9)
        let others = posts((0..<40).map { _ in words(9) } + [mine.uppercased()])
        let judgement = try await judge(posts([mine]), .later(others), corpus: ["dan \(mine) lalu"])

        #expect(judgement.posts.first?.rank?.atLeast == 1)
    }

    @Test mutating func `gives no verdict to short common phrases, and says why`() async throws {
        let judgement = try await judge(
            posts(["selamat pagi semuanya kawanku"]), .none, corpus: ["dan selamat pagi semuanya kawanku lalu"])

        #expect(judgement.posts.map(\.verdict.verdict) == [.none])
        #expect(judgement.posts.first?.verdict.reason.contains("fewer than five words") == true)
        #expect(judgement.tooShort == 1)
        #expect(judgement.omnibus == nil)
    }

    @Test mutating func `without controls gives no probabilities`() async throws {
        let mine = words(14)
        let judgement = try await judge(posts([mine]), .none, corpus: ["dan \(mine) lalu"])

        #expect(judgement.posts.map(\.verdict.verdict) == [.strong])
        #expect(judgement.posts.first?.p == nil)
        #expect(judgement.omnibus == nil)
    }

    private func judge(_ posts: [ArchivePost], _ controls: Controls, corpus: [String]) async throws -> Judgement {
        let sought = Sought(posts, controls: controls)
        let ledger = try await Scan(sought, in: [MemoryLines(name: "f", texts: corpus)]).run()
        return Judge(sought, ledger.found).judgement()
    }

    private func posts(_ texts: [String]) -> [ArchivePost] {
        texts.enumerated().map { ArchivePost(id: "\($0)", text: $1) }
    }

    private mutating func words(_ count: Int) -> String {
        (0..<count).map { _ in MadeLanguage.indonesian.word(&dice) + MadeLanguage.indonesian.word(&dice) }.joined(
            separator: " ")
    }
}
