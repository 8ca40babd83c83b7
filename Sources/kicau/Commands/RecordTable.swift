import KicauCore
import KicauPublish

/// Delivery records and their verification, as the terminal shows them.
enum RecordTable {
    static func print(_ record: JSONValue) {
        Swift.print("Post \(record["post"]?.text("id") ?? ""), \(record["post"]?.text("state") ?? "")")
        for delivery in record["deliveries"]?.array ?? [] {
            let lines: [(String, String)] =
                [
                    ("state", delivery.text("state")),
                    ("due", due(delivery)), ("published", published(delivery)),
                    ("frozen as", delivery["rendition"]?.text("sha256") ?? ""),
                ] + parts(delivery) + attempts(delivery) + seal(delivery) + checks(delivery)
            Swift.print("\nDelivery \(delivery.text("id")), \(delivery["account"].map(PostTable.name) ?? "")")
            for (name, value) in lines where !value.isEmpty {
                let padding = String(repeating: " ", count: max(1, 12 - name.count))
                Swift.print("  " + name + padding + ClientTalk.plain(value))
            }
        }
    }

    private static func due(_ delivery: JSONValue) -> String {
        guard let due = delivery["due"] else { return "" }
        return "\(due.text("at"))  (\(due.text("wall")) \(due.text("zone")))"
    }

    private static func published(_ delivery: JSONValue) -> String {
        let at = delivery.text("published_at")
        return at.isEmpty ? "" : "\(at)  (\(delivery.text("late_ms")) ms after it was due)"
    }

    private static func parts(_ delivery: JSONValue) -> [(String, String)] {
        (delivery["parts"]?.array ?? []).flatMap { part in
            [
                ("part \(part.text("part"))", "SHA-256 \(part.text("wire_text_sha256"))"),
                ("", [part.text("platform_id"), part.text("url")].filter { !$0.isEmpty }.joined(separator: "  ")),
            ]
        }
    }

    private static func attempts(_ delivery: JSONValue) -> [(String, String)] {
        (delivery["steps"]?.array ?? []).flatMap { $0["attempts"]?.array ?? [] }.map { attempt in
            let ended = attempt.text("ended_at")
            let status = attempt.text("status").isEmpty ? "" : ", HTTP \(attempt.text("status"))"
            let outcome = attempt.text("outcome").isEmpty ? "no answer yet" : attempt.text("outcome")
            return ("call", "\(attempt.text("intended_at")) – \(ended)  \(outcome)\(status)")
        }
    }

    private static func seal(_ delivery: JSONValue) -> [(String, String)] {
        guard let seal = delivery["seal"] else { return [("seal", "none yet")] }
        return [("seal", "\(seal.text("sha256"))  \(seal.text("standing"))")]
    }
}

extension RecordTable {
    /// What later checks saw, the newest last.
    static func checks(_ delivery: JSONValue) -> [(String, String)] {
        (delivery["checks"]?.array ?? []).map { check in
            let sighting = check.text("sighting")
            guard !sighting.isEmpty else { return ("check", "planned for \(check.text("due_at"))") }
            let words = (check["parts"]?.array ?? []).filter { $0.text("sighting") == sighting }.map { $0.text("what") }
            return ("check", "\(check.text("done_at"))  \(sighting): \(words.first ?? "")")
        }
    }
}

// MARK: Verification

extension RecordTable {
    static func print(_ checking: RecordChecking) {
        for check in checking.checks {
            let part = check.part.map { ", part \($0)" } ?? ""
            Swift.print(
                "\(check.holds ? "holds " : "BROKEN")  delivery \(check.delivery)\(part): \(check.subject.inWords)")
        }
        let broken = checking.checks.filter { !$0.holds }.count
        Talk.say(
            broken == 0
                ? "\nAll \(checking.checks.count) checks hold. This file cannot prove:"
                : "\n\(broken) of \(checking.checks.count) checks are broken: the file was changed, or is damaged. "
                    + "What it could not have proved anyway:")
        for line in limits(of: checking) { Talk.say("- " + line) }
    }

    static func json(of checking: RecordChecking) -> JSONValue {
        [
            "sound": .bool(checking.isSound),
            "checks": .array(
                checking.checks.map { check in
                    var members: [String: JSONValue] = [
                        "delivery": .integer(check.delivery), "holds": .bool(check.holds),
                        "check": .string(check.subject.word),
                    ]
                    members["part"] = check.part.map { .integer(Int64($0)) }
                    return .object(members)
                }),
            "cannot_prove": .array(limits(of: checking).map(JSONValue.string)),
        ]
    }

    /// What no recomputing can show, said every time.
    private static func limits(of checking: RecordChecking) -> [String] {
        var lines = [
            "who wrote it: whoever changes a record can make its hashes anew. Compare the seals with those its Kicau "
                + "shows, or with a copy made earlier.",
            "that the networks answered so: open the links, and compare the words.",
            "the pictures: their hashes are here, their bytes are not.",
            "the clock: times are those of the machine that sent.",
        ]
        if checking.looseLinks > 0 {
            lines.append(
                "that nothing is missing before \(checking.looseLinks) of its seals: the leaf each names is in none "
                    + "of these files.")
        }
        if !checking.unsealed.isEmpty {
            let list = checking.unsealed.map(String.init).joined(separator: ", ")
            lines.append("anything that a seal would show of \(list): published, but not sealed when this was written.")
        }
        return lines
    }
}

extension RecordChecking.Subject {
    fileprivate var word: String {
        switch self {
        case .rendition: "rendition"
        case .words: "words"
        case .notEarly: "not-early"
        case .announced: "announced"
        case .seal: "seal"
        case .sealedContent: "sealed-content"
        case .link: "link"
        }
    }

    fileprivate var inWords: String {
        switch self {
        case .rendition: "the frozen rendition has the SHA-256 that is said of it"
        case .words: "words and pictures are those of the rendition, with their SHA-256"
        case .notEarly: "no call was announced before it was due"
        case .announced: "what the network named was announced first"
        case .seal: "the seal is that of its content and of the leaf before it"
        case .sealedContent: "what was sealed is this delivery"
        case .link: "the leaf before it is here, or it is the first"
        }
    }
}
