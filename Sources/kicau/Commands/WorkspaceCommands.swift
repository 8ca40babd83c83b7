import ArgumentParser
import Foundation
import KicauCore

struct WorkspaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workspace",
        abstract: "Show and change what the team of a running Kicau agreed on.",
        discussion: """
            The workspace is the one of the key, as `kicau account list` finds its server.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [WorkspaceShow.self, WorkspaceSet.self, WorkspaceMembers.self],
        defaultSubcommand: WorkspaceShow.self)
}

struct WorkspaceShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the settings, such as whether every picture needs a description.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run { try WorkspaceTable.show(try await flags.client().get("/workspace"), flags) }
    }
}

struct WorkspaceSet: AsyncParsableCommand {
    enum Answer: String, ExpressibleByArgument, CaseIterable { case yes, no }

    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change settings; what is not named stays as it is.")

    @Option(help: "What the workspace is called.")
    var name: String?

    @Option(help: "The time zone that the calendar shows, such as Asia/Jakarta.")
    var zone: String?

    @Option(help: "A post missed by fewer minutes is still sent: 0 to 10080.")
    var missedMinutes: Int64?

    @Option(help: "Send again what two looks did not find, where absence is no proof: yes or no.")
    var resendsAfterTwoLooks: Answer?

    @Option(help: "Every picture and video needs a description before a post is planned: yes or no.")
    var needsAlt: Answer?

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        var body: [String: JSONValue] = [:]
        body["name"] = name.map { .string($0) }
        body["zone"] = zone.map { .string($0) }
        body["missed_minutes"] = missedMinutes.map { .integer($0) }
        body["resends_after_two_looks"] = resendsAfterTwoLooks.map { .bool($0 == .yes) }
        body["needs_alt"] = needsAlt.map { .bool($0 == .yes) }
        guard !body.isEmpty else {
            throw ClientTalk.wrongUsage("Nothing is to be changed: name a setting, such as --needs-alt yes.")
        }
        try await ClientTalk.run(key: key) {
            try WorkspaceTable.show(try await flags.client().put("/workspace", .json(.object(body)), key: key), flags)
        }
    }
}

struct WorkspaceMembers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: "List the members, with the numbers that `kicau inbox assign` takes.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let members = try await flags.client().get("/members")
            if flags.json { return try ClientTalk.printJSON(members) }
            ClientTalk.printTable(
                ["ID", "ROLE", "NAME"], members.items.map { [$0.text("id"), $0.text("role"), $0.text("name")] })
        }
    }
}

/// A workspace's settings, one on a line.
enum WorkspaceTable {
    static func show(_ workspace: JSONValue, _ flags: ServerFlags) throws {
        if flags.json { return try ClientTalk.printJSON(workspace) }
        let names = ["id", "name", "zone", "missed_minutes", "resends_after_two_looks", "needs_alt"]
        ClientTalk.printTable(
            ["SETTING", "VALUE"],
            names.map { name in
                let isOn: String? =
                    workspace[name] == .bool(true) ? "yes" : workspace[name] == .bool(false) ? "no" : nil
                return [name, isOn ?? workspace.text(name)]
            })
    }
}
