import Foundation

/// Tells which literals of a source are sentences for a person.
///
/// The compiler knows, a test has to guess: by the words before a literal, and by its looks.
enum SentenceRules {
    static func isSentence(_ literal: SwiftLiteral) -> Bool {
        let before = literal.before.trimmingCharacters(in: .whitespacesAndNewlines)
        guard literal.template.contains(where: \.isLetter), !isForTheLog(before), !isKey(before) else { return false }
        return spoken.contains { before.hasSuffix($0) } || isInSentenceBody(literal.before)
            || looksLikeOne(literal.template)
    }

    /// What directly comes before a literal that is said.
    private static let spoken = [
        "say(", " one:", "many: {", "unit:", ": Sentence =", ": Sentence = .init(", "RuleBroken(", "Evidence(",
        "Story(",
    ]

    private static func isForTheLog(_ before: String) -> Bool {
        let marks = [
            "logger.error(", "logger.info(", "logger.warning(", "logger.notice(", "log.error(", "log.info(",
            "log.warning(", "log.notice(", "log.debug(", "preconditionFailure(", "precondition(", "assertionFailure(",
            "fatalError(", "cause:", "from:", "answer:", "source:", "sql:", "print(",
        ]
        return marks.contains { before.hasSuffix($0) }
    }

    /// `object["name"]`, which is no array of sentences.
    private static func isKey(_ before: String) -> Bool { before.hasSuffix("[") && !before.hasSuffix("[Sentence] = [") }

    /// Inside `var x: Sentence { … }`, `-> Sentence { … }` or `[Sentence] = [ … ]` that is still open.
    private static func isInSentenceBody(_ code: String) -> Bool {
        for (opening, open, close) in [
            (": Sentence {", "{", "}"), ("-> Sentence {", "{", "}"), ("[Sentence] = [", "[", "]"),
        ] {
            guard let range = code.range(of: opening, options: .backwards) else { continue }
            let inside = code[range.upperBound...]
            let depth = inside.reduce(1) { $0 + (String($1) == open ? 1 : String($1) == close ? -1 : 0) }
            if depth > 0, !inside.hasSuffix("contains(") { return true }
        }
        return false
    }

    /// Several words that begin like a sentence and end like one.
    private static func looksLikeOne(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last, text.contains(" "), !text.contains("\n") else {
            return false
        }
        return (first.isUppercase || first == "{" || first == "\"") && ".?!".contains(last) && !text.hasSuffix("...")
    }
}

/// All wordings the sources and templates ask for, and where.
enum AskedWordings {
    /// The package's own folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The command line, the API and the rehearsal networks speak English; all others may be quoted on a page.
    static let speakingModules = [
        "KicauCore", "KicauStore", "KicauPlatforms", "KicauMeter", "KicauPeople", "KicauPublish", "KicauWeb",
    ]

    static func sentences() throws -> [(template: String, place: String)] {
        try speakingModules.flatMap { module in
            try files(in: "Sources/\(module)", ending: "swift").filter { !$0.path.contains("/API/") }.flatMap { file in
                let source = try String(contentsOf: file, encoding: .utf8)
                return SwiftLiterals.all(in: source).filter(SentenceRules.isSentence).map {
                    ($0.template, "\(module)/\(file.lastPathComponent):\($0.line)")
                }
            }
        }
    }

    /// Every literal, whoever says it: the command line's and the API's sentences are quoted on pages too, and a guess must
    /// not call a sentence unsaid.
    static func literals() throws -> Set<String> {
        var found: Set<String> = []
        for file in try files(in: "Sources", ending: "swift") {
            found.formUnion(SwiftLiterals.all(in: try String(contentsOf: file, encoding: .utf8)).map(\.template))
        }
        return found
    }

    static func files(in folder: String, ending: String) throws -> [URL] {
        let base = root.appending(path: folder)
        return try FileManager.default.subpathsOfDirectory(atPath: base.path).filter { $0.hasSuffix("." + ending) }
            .sorted()
            .map { base.appending(path: $0) }
    }
}
