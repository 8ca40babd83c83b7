import KicauCore

/// Posts as the terminal shows them.
enum PostTable {
    static func print(_ posts: [JSONValue]) {
        ClientTalk.printTable(
            ["ID", "STATE", "DUE", "ACCOUNTS", "TEXT"],
            posts.map { post in
                let accounts = post["deliveries"]?.array?.compactMap { $0["account"].map(name) } ?? []
                return [
                    post.text("id"), post.text("state"), due(post, before: ""), accounts.joined(separator: " "),
                    String(post.text("excerpt").prefix(60)),
                ]
            })
    }

    static func printDetail(_ post: JSONValue) {
        Swift.print("Post \(post.text("id")), \(post.text("state"))\(due(post, before: ", due "))")
        for part in post["content"]?["parts"]?.array ?? [] {
            Swift.print(
                "\n"
                    + part.text("text").split(separator: "\n", omittingEmptySubsequences: false)
                    .map { "  " + ClientTalk.plain(String($0)) }.joined(separator: "\n"))
        }
        Swift.print("")
        ClientTalk.printTable(
            ["DELIVERY", "ACCOUNT", "STATE", "LINK OR TROUBLE", "NUMBERS"],
            (post["deliveries"]?.array ?? []).map { delivery in
                let link = delivery["receipts"]?[0]?["url"]?.string
                return [
                    delivery.text("id"), delivery["account"].map(name) ?? "",
                    [delivery.text("state"), delivery.text("waiting_for")].filter { !$0.isEmpty }.joined(
                        separator: ": "),
                    link ?? delivery["trouble"]?["what"]?.string ?? "", numbers(delivery),
                ]
            })
    }

    /// "likes 31, views 410": the newest of each.
    private static func numbers(_ delivery: JSONValue) -> String {
        let readings = (delivery["readings"]?.array ?? []).map { ($0.text("metric"), $0.text("value")) }
        let newest = Dictionary(readings) { _, later in later }
        return newest.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    static func due(_ post: JSONValue, before: String) -> String {
        guard let due = post["due"] else { return "" }
        return before + due.text("wall") + " " + due.text("zone")
    }

    /// What the clock does at that time, unless it does nothing.
    static func clockNote(_ post: JSONValue) -> String? {
        guard let due = post["due"] else { return nil }
        if let fold = due["fold"]?.string {
            let other = fold == Fold.first.rawValue ? Fold.second : Fold.first
            return "The clock shows that time twice; meant is the \(fold) (--fold \(other.rawValue) for the other)."
        }
        return due["moved_to"]?.string.map { "The clock jumps over that time; it goes out at \($0)." }
    }

    /// When a series comes round next.
    static func next(_ series: JSONValue) -> String {
        series["next"].map { " Next " + $0.text("wall") + " " + $0.text("zone") } ?? ""
    }

    /// As --account takes it.
    static func name(_ account: JSONValue) -> String { account.text("platform") + ":" + account.text("handle") }
}
