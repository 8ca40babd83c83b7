import KicauCore

/// What readers will see of a post besides text and pictures, as the terminal shows it.
enum PostTrimmings {
    static func tell(_ preview: JSONValue) {
        let rows = rows(preview)
        guard !rows.isEmpty else { return }
        print("")
        ClientTalk.printTable(["ACCOUNT", "PART", "READERS SEE"], rows)
    }

    static func rows(_ preview: JSONValue) -> [[String]] {
        var rows: [[String]] = []
        for account in preview["accounts"]?.array ?? [] {
            let name = account["account"].map(PostTable.name) ?? ""
            for (part, trimmings) in (account["trimmings"]?.array ?? []).enumerated() {
                rows += lines(trimmings).map { line in [name, String(part + 1), line] }
            }
        }
        return rows
    }

    private static let named = [
        ("topic", "Topic"), ("warning", "Warning before it"), ("quoted", "Quoted post"),
    ]

    private static func lines(_ trimmings: JSONValue) -> [String] {
        var lines: [String] = []
        for (key, name) in named {
            if let value = trimmings[key]?.string { lines.append("\(name): \(value)") }
        }
        lines += card(trimmings) + (trimmings["poll"].map(poll) ?? [])
        for note in trimmings["notes"]?.array ?? [] {
            let words = (note["words"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
            lines.append(words.isEmpty ? note.text("title") : "\(note.text("title")): \(words)")
        }
        return lines
    }

    /// By its page's title too, where that was read.
    private static func card(_ trimmings: JSONValue) -> [String] {
        guard let link = trimmings["link"]?.string else { return [] }
        return ["Card: " + [trimmings["page"]?["title"]?.string, link].compactMap(\.self).joined(separator: " · ")]
    }

    /// All that a reader finds: the question where it has one of its own, the answers, and how it runs.
    private static func poll(_ poll: JSONValue) -> [String] {
        guard let answers = poll["answers"]?.array else { return [] }
        let lines: [String?] = [
            poll["question"]?.string.map { "Poll question: \($0)" },
            "Poll: " + answers.compactMap(\.string).joined(separator: " / "),
            poll["runs"]?.string.map { "Poll runs for: \($0)" },
            poll["takes_several"]?.bool == true ? "Poll: more than one answer may be chosen" : nil,
        ]
        return lines.compactMap(\.self)
    }
}
