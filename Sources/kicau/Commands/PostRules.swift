import KicauCore

/// Which rules of its networks a post breaks, and what its author may not expect, as the terminal shows it.
enum PostRules {
    static func tell(_ preview: JSONValue) {
        let rows = rows(preview)
        guard !rows.isEmpty else { return }
        print("")
        ClientTalk.printTable(["ACCOUNT", "PART", "WEIGHT", "WHAT", "DO"], rows)
    }

    static func rows(_ preview: JSONValue) -> [[String]] {
        (preview["accounts"]?.array ?? []).flatMap { account in
            let name = account["account"].map(PostTable.name) ?? ""
            return (account["broken"]?.array ?? []).map { rule in
                let part = (rule["part"]?.int).map { String($0 + 1) } ?? ""
                return [name, part, rule.text("weight"), rule.text("what"), rule.text("do")]
            }
        }
    }
}
