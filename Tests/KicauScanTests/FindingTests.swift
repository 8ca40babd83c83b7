import KicauCore
import KicauText
import Testing

@testable import KicauScan

@Suite("What is found of a post in a document")
struct FindingTests {
    private let post = "Kopi Tubruk pagi ini: \"segar & wangi\", kata @ayu. Mampir ya! https://t.co/abc 🐦 #kopi"

    @Test func `is quoted as a reader sees it, with its place in the document's bytes`() throws {
        let document =
            #"…dan lagi \u00e9 Kopi Tubruk pagi ini: \"segar &amp; wangi\", kata @ayu. Mampir ya! https://t.co/abc 🐦 #kopi lalu pulang."#
        let finding = try #require(find([post], document, isJSON: true).first)

        #expect(
            finding.quote.text
                == "Kopi Tubruk pagi ini: \"segar & wangi\", kata @ayu. Mampir ya! https://t.co/abc 🐦 #kopi")
        #expect(finding.quote.before == "…dan lagi é ")
        #expect(finding.quote.after == " lalu pulang.")
        #expect(finding.edits.isEmpty)
        #expect(finding.changes == ["entities": 1])
        let bytes = Array(document.utf8)[Int(finding.bytes.lowerBound)..<Int(finding.bytes.upperBound)]
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("Kopi Tubruk"))
        #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("#kopi"))
        #expect(finding.longest == 10 * PostWords.whole)
    }

    @Test(arguments: [
        ("kopi tubruk pagi ini: \"segar & wangi\", kata @ayu. mampir ya! https://t.co/abc 🐦 #kopi", ["case"]),
        ("Kopi Tubruk pagi ini: \"segar & wangi\", kata. Mampir ya! 🐦 #kopi", ["links", "mentions", "spaces"]),
        ("Kopi Tubruk pagi ini: \"segar & wangi\", kata @ayu. Mampir ya! https://t.co/abc #kopi", ["emoji", "spaces"]),
        ("Kopi  Tubruk\npagi ini: \"segar & wangi\", kata @ayu. Mampir ya! https://t.co/abc 🐦 #kopi", ["spaces"]),
        ("Kopi Tubruk pagi ini: “segar & wangi”, kata @ayu. Mampir ya! https://t.co/abc 🐦 #kopi", ["punctuation"]),
        ("Kopi Tubrük pagi ini: \"segar & wangi\", kata @ayu. Mampir ya! https://t.co/abc 🐦 #kopi", ["marks"]),
        ("Ｋｏｐｉ Tubruk pagi ini: \"segar & wangi\", kata @ayu. Mampir ya! https://t.co/abc 🐦 #kopi", ["forms"]),
        ("Kopi Tubruk pagi ini: \"segar & wangi\"", ["cut"]),
    ])
    func `says what was changed`(document: String, kinds: [String]) throws {
        let finding = try #require(find([post], document).first)

        #expect(finding.changes.keys.sorted() == kinds)
    }

    @Test func `joins what stands on both sides of a replaced word, and marks the word`() throws {
        let post = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua belas tiga belas"
        let document = "satu dua tiga empat lima enam tujuh DELAPANBELAS sembilan sepuluh sebelas dua belas tiga belas"
        let finding = try #require(find([post], document).first)

        let edit = try #require(finding.edits.first { $0.kind == .added || $0.kind == .replaced })
        #expect(Array(finding.quote.text.utf8)[edit.inQuote].contains(UInt8(ascii: "B")))
        #expect(finding.parts.count == 2)
    }

    @Test func `replaced words in the middle are shown on both sides`() throws {
        let post = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua belas tiga belas"
        let document = "satu dua tiga empat lima enam tujuh mobil sembilan sepuluh sebelas dua belas tiga belas"
        let finding = try #require(find([post], document).first)

        let edit = try #require(finding.edits.first { $0.kind == .replaced })
        #expect(String(decoding: Array(post.utf8)[edit.inPost], as: UTF8.self).contains("delapan"))
        #expect(String(decoding: Array(finding.quote.text.utf8)[edit.inQuote], as: UTF8.self).contains("mobil"))
        #expect(finding.longest == 7 * PostWords.whole)
        #expect(finding.matched == 14 * PostWords.whole)
    }

    @Test(arguments: [
        ("Selamat pagi, dunia!", 3), ("don't stop, it’s me", 4), ("今天天气很好我们去", 4), ("コーヒーを飲みます", 4),
        ("สวัสดีประเทศไทย", 3), ("صباح الخير يا صديقي", 4), ("kopi 今天天气 enak", 4), ("🙂🙂 https://t.co/x @ayu", 0),
        ("안녕하세요 여러분", 2),
    ])
    func `counts words as each script writes them`(text: String, words: Int) {
        #expect(PostWords(text).weight / PostWords.whole == words)
    }

    @Test func `is never found outside what is there, whatever the text is`() {
        var dice = SeededRandom(seed: 8)
        let pieces = [
            "kopi", "susu", "GULA", "päGI", "今天", "天气", "コー", "ヒー", "ส", "วัส", "ดี", "ﬁ", "ﷺ", "é", "e\u{301}", "한",
            "\u{1112}\u{1161}",
            "&amp;", "&eacute;", "https://t.co/x", "@ayu", "🙂", "👩‍👩‍👧", "\u{200B}", " ", "  ", "\n", ".", "\"", "𝓴", "½",
            "①",
        ]
        func words(_ count: Int) -> String {
            (0..<count).map { _ in pieces[dice.below(pieces.count)] }.joined(separator: dice.below(2) == 0 ? "" : " ")
        }
        for round in 0..<500 {
            let posts = (0..<3).map { _ in words(8 + dice.below(30)) }
            let piece = Array(posts[round % 3].unicodeScalars)
            let cut = String(String.UnicodeScalarView(piece[dice.below(piece.count / 2)...]))
            let document = words(dice.below(20)) + cut + words(dice.below(20))

            for finding in find(posts, document) {
                #expect(finding.bytes.lowerBound >= 0 && finding.bytes.upperBound <= document.utf8.count)
                let bytes = Array(document.utf8)[Int(finding.bytes.lowerBound)..<Int(finding.bytes.upperBound)]
                #expect(String(validating: bytes, as: UTF8.self) != nil)
                for edit in finding.edits {
                    #expect(edit.inPost.upperBound <= posts[finding.post].utf8.count)
                    #expect(edit.inQuote.upperBound <= finding.quote.text.utf8.count)
                }
            }
        }
    }

    private func find(_ posts: [String], _ document: String, isJSON: Bool = false) -> [KicauScan.Finding] {
        let scanner = PostScanner(PostIndex(posts))
        return Array(document.utf8).withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return [] }
            let ended = scanner.scan(base, from: 0, to: bytes.count, isJSON: isJSON)
            let passage = Passage(base, from: 0, to: ended, isJSON: isJSON)
            return Candidate.all(in: scanner.runs, of: { posts[$0] }).map {
                passage.finding($0, of: posts[$0.post], in: DocumentPlace(file: "f", offset: 0), shift: 0)
            }
        }
    }
}
