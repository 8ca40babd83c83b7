import KicauTree
import Testing

@Suite("The page on time agrees with the tests")
struct TimePageTests {
    @Test func `each rule names a test that holds it`() throws {
        let rules = try Page("docs/time.md").prose.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Rule |") }
        let suites = Tree.files(under: "Tests", ending: "Tests.swift")
        #expect(rules.count > 4)

        for rule in rules {
            let named = rule.matches(of: /`([^`]+)` in ([A-Za-z]+Tests)/)
            #expect(!named.isEmpty, "\(rule)")
            for name in named {
                let path = suites.first { $0.hasSuffix("/\(name.2).swift") }
                let text = try path.map(Tree.text) ?? ""
                #expect(text.contains("func `\(name.1)`"), "\(name.1)")
            }
        }
    }
}
