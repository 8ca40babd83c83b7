import KicauTree
import Testing

@Suite("The decisions")
struct DecisionTests {
    let pages = Tree.files(under: "docs/adr", ending: ".md").filter { !$0.hasSuffix("README.md") }

    @Test func `are numbered without a gap`() {
        let numbers = pages.compactMap { $0.firstMatch(of: /adr\/(\d{4})-[a-z0-9-]+\.md$/).flatMap { Int($0.1) } }

        #expect(numbers == Array(1...max(1, pages.count)))
    }

    @Test func `are all in the list, under their own titles`() throws {
        let list = try Page("docs/adr/README.md")

        for path in pages {
            let page = try Page(path)
            let file = path.split(separator: "/").last ?? ""
            let title = try #require(page.headings(1).first, "\(path) has no title")
            #expect(list.text.contains("(\(file)) \(title)\n"), "\(path) is not in the list as \"\(title)\"")
        }
        #expect(list.links.filter { !$0.contains("/") }.count == pages.count)
    }

    @Test func `say why, what and what comes of it`() throws {
        for path in pages {
            let page = try Page(path)
            #expect(page.headings(2) == ["Why", "What", "What comes of it"], "\(path)")
            #expect(page.text.split(separator: "\n").count <= 60, "\(path) is longer than a page")
        }
    }
}
