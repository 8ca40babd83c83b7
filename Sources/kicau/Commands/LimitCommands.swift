import ArgumentParser
import Foundation
import KicauCore

struct LimitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits", abstract: "Show and set what the networks let through.",
        subcommands: [LimitList.self, LimitSet.self, LimitWarnings.self], defaultSubcommand: LimitList.self)
}

struct LimitList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the windows of each account and network: used, left, when they turn.",
        discussion: """
            As the networks' own answers tell them; no network is asked for this. BINDS says whose calls are counted \
            together: the account's, those of your developer app, or all of this machine. KNOWN says who told the number.
            """)

    @Flag(help: "Also those in which no call was counted yet.")
    var all = false

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let limits = try await flags.client().get("/limits")
            if flags.json { return try ClientTalk.printJSON(limits) }
            let shown = limits.items.filter { all || $0["used"] != nil || $0["percent"] != nil }
            ClientTalk.printTable(
                ["NETWORK", "ACCOUNT", "WHAT", "BINDS", "SECONDS", "USED", "MOST", "LEFT", "%", "RESETS", "KNOWN"],
                shown.map { limit in
                    [
                        "platform", "account", "what", "binds", "window_seconds", "used", "most", "left", "percent",
                        "resets_at", "known",
                    ].map { limit.text($0) }
                })
        }
    }
}

struct LimitSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Enter a limit that only the network's portal shows.",
        discussion: "LinkedIn publishes none. Without --most it is forgotten and learned from refusals.")

    @Argument(help: "The network, such as linkedin.")
    var network: String

    @Argument(help: "What is counted, as the list names it, such as \"POST /rest/posts\".")
    var what: String

    @Option(help: "The account's number; the app's own limit when left out.")
    var account: Int64?

    @Option(help: "Calls a UTC day.")
    var most: Int64?

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            var body: [String: JSONValue] = ["platform": .string(network), "what": .string(what)]
            body["account"] = account.map { .integer($0) }
            body["most"] = most.map { .integer($0) }
            let limits = try await flags.client().put("/limits", .json(.object(body)), key: key)
            if flags.json { return try ClientTalk.printJSON(limits) }
            Talk.say("The limit is \(most == nil ? "forgotten" : "set").")
        }
    }
}
