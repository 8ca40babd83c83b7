import Foundation
import KicauCore

/// What a post that is not sent yet costs, as the terminal shows it.
enum PostFares {
    static func isPlanned(_ post: JSONValue) -> Bool {
        ["draft", "scheduled", "needs-you"].contains(post.text("state"))
    }

    static func tell(_ post: JSONValue, _ client: APIClient, _ flags: ServerFlags) async throws {
        guard case .object(var asked) = post["content"] ?? .object([:]) else { return }
        asked["post"] = post["id"]
        if let due = post["due"] {
            asked["due"] = ["wall": .string(due.text("wall")), "zone": .string(due.text("zone"))]
        }
        let preview = try await client.post("/posts/preview", .json(.object(asked)), key: UUID().uuidString)
        if flags.json { return try ClientTalk.printJSON(preview) }
        ClientTalk.printTable(["ACCOUNT", "FARE", "FOR LESS"], rows(preview))
        print("\nTogether \(dollars(preview["total_micro_usd"]))")
        PostRules.tell(preview)
        PostTrimmings.tell(preview)
        guard let plan = preview["plan"] else { return }
        for budget in plan["budgets"]?.array ?? [] {
            let name = [budget.text("scope"), budget.text("name")].filter { !$0.isEmpty }.joined(separator: " ")
            print("Left for \(name): \(dollars(budget["left_micro_usd"]))")
        }
        let planned = plan["deliveries"]?.int ?? 0
        if planned > 0 {
            print("Planned besides in \(plan.text("month")): \(dollars(plan["calendar_micro_usd"])) for \(planned)")
        }
    }

    private static func rows(_ preview: JSONValue) -> [[String]] {
        (preview["accounts"]?.array ?? []).map { account in
            let total =
                (account["fare"]?["micro_usd"]).map(dollars) ?? account["fare_problem"]?.text("what") ?? ""
            let ways = (account["ways"]?.array ?? []).map(way)
            return [account["account"].map(PostTable.name) ?? "", total, ways.joined(separator: ", ")]
        }
    }

    /// "without-link $0.015", or "elsewhere mastodon:kedai $0".
    private static func way(_ way: JSONValue) -> String {
        let names = [way.text("way"), way["account"].map(PostTable.name) ?? ""].filter { !$0.isEmpty }
        return (names + [dollars(way["fare_micro_usd"])]).joined(separator: " ")
    }

    private static func dollars(_ micro: JSONValue?) -> String {
        "$" + Money(microUSD: Int64(micro?.int ?? 0)).dollars
    }
}
