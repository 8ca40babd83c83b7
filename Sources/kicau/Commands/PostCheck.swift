import ArgumentParser
import Foundation
import KicauCore

struct PostCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "What a planned post costs and how it would cost less; of a published one, whether it is still there.",
        discussion: """
            Of what is not sent yet, prints each account's fare, ways to say it for less, broken rules, and what is \
            left of each budget. Reads each published delivery back from its network, now, and prints what was seen. \
            On X a reading costs money and is skipped when the budget does not allow it. Whatever is found, nothing \
            is sent again.
            """
    )

    @Argument(help: "The post's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let client = try flags.client()
            let post = try await client.get("/posts/\(id)")
            if PostFares.isPlanned(post) { return try await PostFares.tell(post, client, flags) }
            let published = (post["deliveries"]?.array ?? []).filter { delivery in
                delivery["acts"]?.array?.contains("check-now") == true
            }
            for delivery in published {
                _ = try await client.post(
                    "/deliveries/\(delivery.text("id"))/resolutions", .json(["act": "check-now"]),
                    key: UUID().uuidString)
            }
            let record = try await client.get("/posts/\(id)/receipt")
            if flags.json { return try ClientTalk.printJSON(record) }
            guard !published.isEmpty else { return Talk.say("Nothing of post \(id) is published.") }
            ClientTalk.printTable(["DELIVERY", "ACCOUNT", "SEEN", "AT", "WHAT"], rows(record))
        }
    }

    private func rows(_ record: JSONValue) -> [[String]] {
        (record["deliveries"]?.array ?? []).compactMap { delivery in
            let done = (delivery["checks"]?.array ?? []).filter { $0["done_at"] != nil }
            guard let newest = done.max(by: { $0.text("done_at") < $1.text("done_at") }) else { return nil }
            let sighting = newest.text("sighting")
            let part = newest["parts"]?.array?.first { $0.text("sighting") == sighting }
            return [
                delivery.text("id"), delivery["account"].map(PostTable.name) ?? "", sighting, newest.text("done_at"),
                part?.text("what") ?? "",
            ]
        }
    }
}
