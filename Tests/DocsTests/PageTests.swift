import Foundation
import KicauCore
import KicauTree
import Testing

/// A page of the documentation.
struct Page {
    let path: String
    let text: String

    init(_ path: String) throws {
        self.path = path
        text = try Tree.text(path)
    }

    /// The headings of one level, as they stand, with the backticks off.
    func headings(_ level: Int) -> [String] {
        let sign = String(repeating: "#", count: level) + " "
        return prose.filter { $0.hasPrefix(sign) }.map { line in
            line.dropFirst(sign.count).filter { $0 != "`" }.trimmingCharacters(in: .whitespaces)
        }
    }

    /// The lines outside fenced code.
    var prose: [Substring] {
        var isCode = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.hasPrefix("```") {
                isCode.toggle()
                return false
            }
            return !isCode
        }
    }

    /// Where links lead, without what is in code.
    var links: [String] {
        prose.flatMap { line in
            line.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
        }
    }

    /// How a heading is called in an address, as code hosts do it.
    static func anchor(_ heading: String) -> String {
        let kept = heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
        return kept.replacing(" ", with: "-")
    }
}

@Suite("The pages agree with the code")
struct PageTests {
    @Test func `every problem has its heading, and no heading is left over`() throws {
        let page = try Page("docs/problems.md")

        let headings = page.headings(2)
        #expect(Set(headings) == Set(Problem.Code.allCases.map(\.rawValue)))
        #expect(headings.count == Set(headings).count)
    }

    @Test func `every problem says what to do`() throws {
        let sections = try Tree.text("docs/problems.md").components(separatedBy: "\n## ").dropFirst()

        for section in sections {
            let name = section.prefix { $0 != "\n" }
            #expect(section.contains("**Do:**"), "\(name) does not say what to do")
        }
    }

    @Test func `every setting is explained with its three names and its standard, and no other is`() throws {
        let settings = try SettingText.all()
        let rows = try Page("docs/settings.md").prose.filter { $0.hasPrefix("| `") }
        #expect(settings.count >= 10)

        for setting in settings {
            let row = rows.first { $0.hasPrefix("| `\(setting.name)` |") }
            #expect(row?.contains("`\(setting.environment)`") == true, "\(setting.name)")
            #expect(row?.contains(setting.shownStandard) == true, "\(setting.name) is \(setting.shownStandard)")
        }
        #expect(rows.count == settings.count)
    }

    @Test func `every link leads somewhere`() throws {
        let pages = Tree.files(ending: ".md")
        #expect(pages.count > 20)

        for path in pages {
            for link in try Page(path).links where !link.contains("://") && !link.hasPrefix("mailto:") {
                try check(link, from: path)
            }
        }
    }

    private func check(_ link: String, from path: String) throws {
        let halves = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let folder = Tree.root.appending(path: path).deletingLastPathComponent()
        let target = halves[0].isEmpty ? path : relative(folder.appending(path: String(halves[0])).standardized)
        // Pictures are made by a script after the pages are written.
        if target.hasPrefix("docs/screenshots/") { return }
        guard Tree.exists(target) else {
            Issue.record("\(path) links to \(link), which is not there")
            return
        }
        guard halves.count == 2, target.hasSuffix(".md") else { return }
        let page = try Page(target)
        let anchors = (1...4).flatMap(page.headings).map(Page.anchor)
        #expect(anchors.contains(String(halves[1])), "\(path) links to \(link), and there is no such heading")
    }

    private func relative(_ url: URL) -> String { String(url.path.dropFirst(Tree.root.path.count + 1)) }

    @Test func `what the pages tell one to make can be made`() throws {
        let targets = Set(try Tree.text("Makefile").matches(of: /(?m)^([a-z][a-z-]*):/).map { String($0.1) })

        for path in ["README.md", "CONTRIBUTING.md"] {
            let named = try Tree.text(path).matches(of: /(?m)(?:^|`)make ([a-z][a-z-]*)/).map { String($0.1) }
            #expect(!named.isEmpty, "\(path) names nothing to make")
            for name in named { #expect(targets.contains(name), "\(path) says `make \(name)`") }
        }
    }

    @Test func `each network has its page`() throws {
        let folders = ["X", "Facebook", "Instagram", "Threads", "LinkedIn", "Mastodon", "Bluesky"]

        for name in folders {
            #expect(Tree.exists("Sources/KicauPlatforms/\(name)/\(name).swift"), "\(name)")
            let page = try Page("docs/platforms/\(name.lowercased()).md")
            #expect(page.headings(1) == [name])
            let options = Tree.exists("Sources/KicauPlatforms/\(name)/\(name)+Options.swift") ? ["Options"] : []
            let wanted =
                ["What works", "Setting up", "What it costs"] + options + [
                    "Inbox", "Limits", "When the answer is lost", "Doubts",
                ]
            // What only one network has stands between.
            let own = ["Numbers", "Dialects"]
            #expect(page.headings(2).filter { !own.contains($0) } == wanted, "\(name)")
        }
        #expect(Tree.files(under: "docs/platforms", ending: ".md").count == folders.count)
    }

    @Test func `each promise of a delivery names the test that holds it`() throws {
        let page = try Page("docs/delivery.md")
        let tests = try Tree.text("Tests/KicauPublishTests/DeliveryPropertyTests.swift")
        let tested = Set(tests.matches(of: /func `([a-z_]+)/).map { String($0.1) })
        #expect(tested.count >= 13)

        let section = page.prose.drop { $0 != "## What must hold" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        let told = section.compactMap { line in line.firstMatch(of: /^\| `([a-z_]+)` \|/).map { String($0.1) } }
        #expect(Set(told) == tested)
    }
}

/// A setting as it stands in the program's source: the program itself is no library, so its text is read.
struct SettingText {
    let name: String
    let standard: String?

    var environment: String { name == "database" ? "DATABASE_URL" : "KICAU_" + name.uppercased() }

    /// As the table shows it.
    var shownStandard: String {
        switch standard {
        case nil: "| unset |"
        case "": "| none |"
        case let standard?: "| `\(standard)` |"
        }
    }

    static func all() throws -> [SettingText] {
        let source = try Tree.text("Sources/kicau/Settings/Setting.swift")
        let halves = source.components(separatedBy: "var standard")
        let declared = halves[0].matches(of: /(?m)^    case (.+)$/).flatMap { $0.1.split(separator: ",") }
        let standards = try standards(halves[1])
        return try declared.map { text in
            let words = text.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
            let name = words.count == 2 ? words[1].filter { $0 != "\"" } : words[0]
            let standard = try #require(standards[words[0]], "\(words[0]) has no standard")
            return SettingText(name: name, standard: standard)
        }
    }

    /// By case: `case .host: "127.0.0.1"`, `case .key, .other: nil`.
    private static func standards(_ source: String) throws -> [String: String?] {
        var found: [String: String?] = [:]
        for line in source.matches(of: /(?m)^        case ((?:\.\w+(?:, )?)+): (?:"(.*)"|nil)$/) {
            for name in line.1.split(separator: ", ") {
                found[String(name.dropFirst())] = .some(line.2.map(String.init))
            }
        }
        return found
    }
}
