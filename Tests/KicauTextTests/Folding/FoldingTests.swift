import Foundation
import KicauCore
import Testing

@testable import KicauText

@Suite("Folding a text for comparison")
struct FoldingTests {
    @Test(
        "leaves what cleaning changes out",
        arguments: [
            ("Kopi tubruk, jam 7!", "kopitubrukjam7"),
            ("KOPI\n  tubruk", "kopitubruk"),
            ("Tom &amp; Jerry&#x27;s &quot;caf&eacute;&quot;", "tomjerryscafe"),
            ("AT&amp;amp;amp;quot;T", "att"),
            ("read https://t.co/aB3?x=1&amp;y=2 now", "readnow"),
            ("see HTTP://example.com\"quoted", "seequoted"),
            ("hi @kedai.aksara@mas.to: mail ayu@kedai.test", "himailayukedaitest"),
            ("Cafe\u{301} ＦＵＬＬ ｗｉｄｔｈ ½ ﬁn", "cafefullwidth12fin"),
            ("Straße ΣΟΦΟΣ İstanbul", "strasseσοφοσistanbul"),
            ("안녕 \u{1112}\u{1161}\u{11AB}국", "안녕한국"),
            ("👩‍👩‍👧 1️⃣ a\u{200B}b", "1ab"),
            ("مَرْحَبًا بِكُم", "مرحبابكم"),
            ("สวัสดี ครับ", "สวสดครบ"),
            ("がぎ ガギ", "かきカキ"),
        ])
    func known(text: String, folded: String) {
        #expect(String(decoding: fold(text), as: UTF8.self) == folded)
    }

    @Test func `is that of the slow reference, for every scalar that there is`() {
        for value in UInt32(0)...0x10_FFFF {
            guard let scalar = Unicode.Scalar(value), Letters.isOfInterest(scalar) else { continue }
            let text = "a\(scalar)b"
            let folded = fold(text)
            if folded != SlowFolding.fold(text) { Issue.record("U+\(String(value, radix: 16)): \(folded)") }
        }
    }

    @Test(arguments: Kernel.runnable)
    func `is that of the slow reference for texts of all sorts, as they are and as JSON`(kernel: Kernel) throws {
        var random = Chance(seed: 6)
        for _ in 0..<1_500 {
            let text = Letters.text(&random)
            let slow = SlowFolding.fold(text)
            let json = Letters.json(text, &random)

            #expect(fold(text, kernel: kernel) == slow, "\(text.debugDescription)")
            #expect(fold(json, as: .json, kernel: kernel) == slow, "\(json)")
            let again = String(decoding: slow, as: UTF8.self)
            #expect(fold(again, kernel: kernel) == slow, "folded twice: \(text.debugDescription)")
        }
    }

    @Test func `knows for each byte where it came from`() {
        var random = Chance(seed: 7)
        for _ in 0..<2_000 {
            let text = Letters.text(&random)
            let bytes = Array(text.utf8)
            let buffer = FoldBuffer(keepsSources: true)
            bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                _ = Folding.fold(base, from: 0, to: bytes.count, as: .plain, into: buffer)
            }
            let sources = (0..<buffer.count).map { Int(buffer.sources?[$0] ?? -1) }

            #expect(Array(buffer.text) == fold(text))
            #expect(sources == sources.sorted() && sources.allSatisfy { $0 >= 0 && $0 < bytes.count })
            for (index, source) in sources.enumerated() where bytes[source].isASCIIAlphanumeric {
                #expect(buffer.text[index] == PlainByte.table[Int(bytes[source])])
            }
        }
    }

    @Test func `survives bytes that are no UTF-8, and reads on after them`() {
        var random = Chance(seed: 8)
        for _ in 0..<4_000 {
            let bytes = (0..<random.below(40)).map { _ in UInt8(random.below(256)) }
            let text = String(decoding: bytes, as: UTF8.self)

            #expect(fold(bytes, as: .plain, kernel: .best) == SlowFolding.fold(text), "\(bytes)")
        }
    }

    private func fold(_ text: String, as form: DecodedText.Form = .plain, kernel: Kernel = .best) -> [UInt8] {
        fold(Array(text.utf8), as: form, kernel: kernel)
    }

    private func fold(_ bytes: [UInt8], as form: DecodedText.Form, kernel: Kernel) -> [UInt8] {
        let buffer = FoldBuffer(capacity: 1)
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = Folding.fold(base, from: 0, to: bytes.count, as: form, into: buffer, kernel: kernel)
        }
        return Array(buffer.text)
    }
}
