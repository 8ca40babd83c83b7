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
        ("topic", "Topic"), ("warning", "Warning before it"), ("quoted", "Quoted post"), ("link", "Card"),
    ]

    private static func lines(_ trimmings: JSONValue) -> [String] {
        var lines: [String] = []
        for (key, name) in named {
            if let value = trimmings[key]?.string { lines.append("\(name): \(value)") }
        }
        if let answers = trimmings["poll"]?["answers"]?.array {
            lines.append("Poll: " + answers.compactMap(\.string).joined(separator: " / "))
        }
        for note in trimmings["notes"]?.array ?? [] {
            let words = (note["words"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
            lines.append(words.isEmpty ? note.text("title") : "\(note.text("title")): \(words)")
        }
        return lines
    }
}
