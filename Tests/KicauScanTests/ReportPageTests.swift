import Foundation
import Testing

@testable import KicauScan

@Suite("The report's page")
struct ReportPageTests {
    private let hostile =
        "<script>alert(\"1\")</script> & 'satu' dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas \u{202E}\u{0}"

    @Test func `lets nothing of a post, a document, a name or an address act`() async throws {
        let sought = Sought([
            ArchivePost(id: "<img src=x>", text: hostile, url: "javascript:alert(1)"),
            ArchivePost(id: "2", text: hostile, url: "https://e.example/\"onclick=\"x"),
        ])
        let file = MemoryLines(name: "<b>.jsonl", texts: ["awal \(hostile) <img src=y onerror=z> akhir"])
        let ledger = try await Scan(sought, in: [file]).run()

        let page = ReportPage(sought, ledger, Judge(sought, ledger.found).judgement()).html()

        #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>.jsonl"))
        #expect(!page.contains("javascript:") && !page.contains("\"onclick"))
        #expect(!page.contains("\u{0}"))
        #expect(page.contains("&lt;"))
        #expect(page.contains("It has the same words as &lt;img src=x&gt;."))
    }

    @Test func `asks for nothing from outside`() {
        let sought = Sought([])
        let page = ReportPage(sought, ScanLedger(sought: sought.digest), Judge(sought, Found()).judgement()).html()

        #expect(page.contains("default-src 'none'"))
        for word in ["src=", "@import", "url(", "<link", "<script"] { #expect(!page.contains(word), "\(word)") }
    }

    @Test func `marks pieces between whole characters`() {
        let marked = Markup.marked(
            "kopi ☕ a<b", same: [0..<4], edits: [(.emoji, 5..<6), (.replaced, 9..<12), (.letterCase, 0..<1)],
            isPost: true)

        let expected =
            "<mark><span class=\"e\" title=\"case\">k</span></mark><mark>opi</mark> <span class=\"e\" title=\"emoji\">☕</span> <del>a&lt;b</del>"
        #expect(marked == expected)
    }
}
