import Foundation
import KicauTree
import Testing

/// A Swift file of Sources, read once.
struct SourceFile: Sendable {
    let path: String
    let lines: [SwiftText.Line]

    static let all: [SourceFile] = Tree.files(under: "Sources", ending: ".swift").map { path in
        do {
            return SourceFile(path: path, lines: SwiftText(try Tree.text(path)).lines)
        } catch {
            preconditionFailure("\(path) cannot be read: \(error)")
        }
    }

    /// The folder under Sources: the module's name.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// "Sources/KicauCore/Basics/ID.swift:12", for each line whose code holds the pattern.
    func places(of pattern: Regex<Substring>, unless isAllowed: (Int) -> Bool = { _ in false }) -> [String] {
        // By default a full stop between letters is no boundary: `DispatchQueue.main` would be one word.
        let pattern = pattern.wordBoundaryKind(.simple)
        return lines.indices.filter { lines[$0].code.contains(pattern) && !isAllowed($0) }
            .map { "\(path):\(lines[$0].number)" }
    }

    /// A reason on the line itself or on the one above it.
    func hasRemark(at index: Int) -> Bool {
        lines[index].hasRemark || index > 0 && lines[index - 1].hasRemark && lines[index - 1].code.isBlank
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

@Suite("The sources are tidy")
struct SourceTests {
    @Test func `there are sources to look at`() {
        #expect(SourceFile.all.count > 100)
    }

    @Test func `no file is longer than 400 lines`() {
        for file in SourceFile.all {
            // The last line's end makes one empty line more.
            let length = file.lines.count - 1
            #expect(length <= 400, "\(file.path) has \(length) lines: split it by concern")
            if length > 300, length <= 400 {
                Issue.record("\(file.path) has \(length) lines; 300 is the aim", severity: .warning)
            }
        }
    }

    @Test func `nothing traps on purpose`() {
        #expect(places(of: /\btry!/) == [])
        #expect(places(of: /\bfatalError\(/) == [])
    }

    @Test func `an error that is dropped says why`() {
        #expect(unexplained(/\btry\?/) == [])
    }

    @Test func `what the compiler may not check says why`() {
        #expect(unexplained(/@unchecked\s+Sendable|nonisolated\(unsafe\)|@preconcurrency/) == [])
    }

    @Test func `nothing is left for later`() throws {
        // Put together, so that this line is not one of them.
        let words = try Regex("\\b(" + ["TO" + "DO", "FIX" + "ME", "X" + "XX"].joined(separator: "|") + ")\\b")
            .wordBoundaryKind(.simple)
        for path in Tree.files(under: "Sources") + Tree.files(under: "Tests") + Tree.files(under: "scripts") {
            guard let text = try? Tree.text(path) else { continue }  // a picture or another file that is no text
            #expect(!text.contains(words), "\(path) leaves something for later")
        }
    }

    private func places(of pattern: Regex<Substring>) -> [String] { SourceFile.all.flatMap { $0.places(of: pattern) } }

    private func unexplained(_ pattern: Regex<Substring>) -> [String] {
        SourceFile.all.flatMap { file in file.places(of: pattern, unless: file.hasRemark(at:)) }
    }
}

@Suite("Time and tasks come from outside")
struct ConcurrencyTests {
    /// A place that may do it, and why.
    struct Exception: Sendable {
        let path: String
        let why: String
    }

    static let rules: [(name: String, pattern: @Sendable () -> Regex<Substring>, exceptions: [Exception])] = [
        (
            "the machine's clock",
            { /\bDate\(\)|\bDate\.now\b|\bclock_gettime\(|\b(?:Continuous|Suspending)Clock\(\)/ },
            [
                Exception(path: "Sources/kicau/Wiring/SystemTime.swift", why: "the program's one clock"),
                Exception(path: "Sources/KicauSandbox/Framework/Clock.swift", why: "the rehearsal networks' own clock"),
            ]
        ),
        ("a task nobody waits for", { /\bTask(?:\.init)?\s*(?:<[^>]*>)?\s*(?:\([^)]*\))?\s*\{/ }, []),
        ("a detached task", { /\bTask\.detached\b/ }, []),
        ("a dispatch queue", { /\bDispatch(?:Queue|Group|Semaphore)\b/ }, []),
    ]

    @Test(arguments: rules.indices)
    func `is used only where a reason is given`(index: Int) {
        let rule = Self.rules[index]
        let allowed = Set(rule.exceptions.map(\.path))

        let found = SourceFile.all.filter { !allowed.contains($0.path) }.flatMap { $0.places(of: rule.pattern()) }
        #expect(found == [], "\(rule.name)")
    }

    @Test func `every exception is still needed`() {
        for rule in Self.rules {
            for exception in rule.exceptions {
                let file = SourceFile.all.first { $0.path == exception.path }
                #expect(file?.places(of: rule.pattern()).isEmpty == false, "\(exception.path): \(exception.why)")
            }
        }
    }
}
