import ArgumentParser
import Foundation
import KicauCore

struct CampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaigns",
        abstract: "List, make, rename and end the campaigns of a running Kicau, and put posts into them.",
        discussion: """
            A campaign is posts that belong together: `kicau post create --campaign 3`. It can have a budget of its \
            own: `kicau budgets set campaign:3 10`. The server is found by --server and --api-key, by KICAU_SERVER \
            and KICAU_API_KEY, or by the file local.json that `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [
            CampaignList.self, CampaignMake.self, CampaignRename.self, CampaignEnd.self, CampaignResume.self,
            CampaignMove.self,
        ]
    )
}

struct CampaignList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the campaigns, those that go on first.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let campaigns = try await flags.client().get("/campaigns")
            if flags.json { return try ClientTalk.printJSON(campaigns) }
            CampaignTable.print(campaigns.items)
        }
    }
}

struct CampaignMake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make a campaign; prints its number.")

    @Argument(help: "Its name: 1 to 80 characters, each name once.")
    var name: String

    @Option(help: "Names this change: the same command with the same key makes one.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let made = try await flags.client().post("/campaigns", .json(["name": .string(name)]), key: key)
            if flags.json { return try ClientTalk.printJSON(made) }
            print(made.text("id"))
            Talk.say("The campaign \(made.text("name")) begins.")
        }
    }
}

struct CampaignRename: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rename", abstract: "Give a campaign another name.")

    @Argument(help: "The campaign's number.")
    var id: Int64

    @Argument(help: "Its new name.")
    var name: String

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await CampaignTable.change(id, ["name": .string(name)], flags) }
}

struct CampaignEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a campaign: it takes no new posts, and what is planned goes out.")

    @Argument(help: "The campaign's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await CampaignTable.change(id, ["is_ended": true], flags) }
}

struct CampaignResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a campaign that has ended go on.")

    @Argument(help: "The campaign's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await CampaignTable.change(id, ["is_ended": false], flags) }
}

struct CampaignMove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Put a post into a campaign, or with --out into none.")

    @Argument(help: "The post's number.")
    var post: Int64

    @Argument(help: "The campaign's number.")
    var campaign: Int64?

    @Flag(help: "Out of any campaign.")
    var out = false

    @Option(help: "Names this change: the same command with the same key changes it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard (campaign == nil) == out else { throw ValidationError("Give a campaign's number, or --out.") }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let moved = try await flags.client().put(
                "/posts/\(post)/campaign", .json(["campaign": campaign.map(JSONValue.integer) ?? .null]), key: key)
            if flags.json { return try ClientTalk.printJSON(moved) }
            Talk.say(out ? "Post \(post) belongs to no campaign now." : "Post \(post) belongs to it now.")
        }
    }
}

/// Campaigns as the terminal shows them.
enum CampaignTable {
    static func print(_ campaigns: [JSONValue]) {
        ClientTalk.printTable(
            ["ID", "STATE", "POSTS", "SPENT", "HELD", "NAME"],
            campaigns.map { campaign in
                [
                    campaign.text("id"), campaign["ended_at"] == nil ? "goes on" : "ended", campaign.text("posts"),
                    BudgetTable.dollars(campaign["spent_micro_usd"]), BudgetTable.dollars(campaign["held_micro_usd"]),
                    campaign.text("name"),
                ]
            })
    }

    static func change(_ id: Int64, _ body: JSONValue, _ flags: ServerFlags) async throws {
        let key = UUID().uuidString
        try await ClientTalk.run {
            let campaign = try await flags.client().put("/campaigns/\(id)", .json(body), key: key)
            if flags.json { return try ClientTalk.printJSON(campaign) }
            print([campaign])
        }
    }
}
