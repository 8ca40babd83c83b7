import ArgumentParser
import Foundation
import KicauCore

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "List and connect accounts of a running Kicau.",
        discussion: """
            The server is found by --server and --api-key, by KICAU_SERVER and KICAU_API_KEY, or by the file \
            local.json that `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [
            AccountList.self, AccountConnect.self, AccountOptions.self, AccountPeople.self, AccountUsage.self,
        ]
    )
}

struct AccountList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let accounts = try await flags.client().get("/accounts")
            if flags.json { return try ClientTalk.printJSON(accounts) }
            ClientTalk.printTable(
                ["ID", "ACCOUNT", "STATE", "SCHEDULED", "PUBLISHED", "FOLLOWERS", "CALLS", "WAY", "SERVER"],
                accounts.items.map { account in
                    [
                        account.text("id"), PostTable.name(account), account.text("state"), account.text("scheduled"),
                        account.text("published"), AccountList.followers(account), AccountList.ringing(account),
                        account.text("way"), account.text("server"),
                    ]
                })
        }
    }

    private static func followers(_ account: JSONValue) -> String {
        account["readings"]?.array?.first { $0.text("metric") == "followers" }?.text("value") ?? ""
    }

    /// Whether its network calls when somebody speaks; empty: it calls nobody.
    private static func ringing(_ account: JSONValue) -> String { account["ringing"]?.text("state") ?? "" }
}

struct AccountConnect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Connect an account of a network.",
        discussion: """
            Prints the address to open in a browser, where one signs in at the network. Bluesky needs no browser: give \
            --handle, and the app password when it is asked for, or in the environment as KICAU_APP_PASSWORD. \
            Instagram and LinkedIn have two ways in, each with a developer app of its own: --way says which.
            """
    )

    @Argument(help: "The network: x, facebook, instagram, threads, linkedin, mastodon or bluesky.")
    var network: String

    @Option(help: "The handle, on networks with app passwords.")
    var handle: String?

    @Option(help: "The way in: instagram or facebook for Instagram, members or organisations for LinkedIn.")
    var way: String?

    @Option(help: "The account's own server (PDS), when it is not the network's.")
    var pds: String?

    @Option(help: "Names this change: the same command with the same key connects once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let client = try flags.client()
            let networks = try await client.get("/networks").items
            guard let offer = networks.first(where: { $0.text("platform") == network.lowercased() }) else {
                let names = networks.map { $0.text("platform") }.joined(separator: ", ")
                throw ClientTalk.wrongUsage("There is no network \"\(network)\". This Kicau knows \(names).")
            }
            let isOnlyPassword = offer.text("sign_in") == "app-password"
            if let way { _ = try ConnectWay.named(way, of: offer) }
            if isOnlyPassword || (handle != nil && offer["app_password"]?.bool == true) {
                try await connectByPassword(offer, client, key: key)
            } else {
                try tellAddress(offer)
            }
        }
    }

    private func tellAddress(_ offer: JSONValue) throws {
        let place = try way.map { try ConnectWay.named($0, of: offer) } ?? offer
        if flags.json { return try ClientTalk.printJSON(place) }
        Talk.say("Open this address in a browser and sign in at \(offer.text("name")):")
        print(place.text("connect_url"))
    }

    private func connectByPassword(_ offer: JSONValue, _ client: APIClient, key: String) async throws {
        guard let handle else { throw ClientTalk.wrongUsage("\(offer.text("name")) needs --handle.") }
        let password = try AppPassword.read()
        var body: [String: JSONValue] = [
            "platform": .string(offer.text("platform")), "handle": .string(handle),
            "password": .string(password.reveal()),
        ]
        body["server"] = pds.map(JSONValue.string)
        let connected = try await client.post("/accounts", .json(.object(body)), key: key)
        if flags.json { return try ClientTalk.printJSON(connected) }
        for account in connected.items {
            print(account.text("id"))
            Talk.say("\(PostTable.name(account)) is \(account.text("state")).")
        }
    }
}

enum ConnectWay {
    static func named(_ name: String, of offer: JSONValue) throws -> JSONValue {
        let ways = offer["ways"]?.array ?? []
        if let way = ways.first(where: { $0.text("name") == name.lowercased() }) { return way }
        let names = ways.map { $0.text("name") }.joined(separator: ", ")
        throw ClientTalk.wrongUsage(
            names.isEmpty
                ? "\(offer.text("name")) has one way in: leave --way out."
                : "\(offer.text("name")) has no way in that is called \"\(name)\". It has \(names).")
    }
}

/// Never a flag: flags are seen by everybody on the machine and stay in the shell's history.
private enum AppPassword {
    static func read() throws(Problem) -> Redacted<String> {
        if let password = ProcessInfo.processInfo.environment["KICAU_APP_PASSWORD"], !password.isEmpty {
            return Redacted(password)
        }
        Talk.say("App password:")
        guard let line = withoutEcho({ readLine() }), !line.isEmpty else {
            throw Problem(
                .badInput, "No app password was given.", do: "Type it when asked, or set KICAU_APP_PASSWORD.",
                field: "password")
        }
        return Redacted(line)
    }

    /// What is typed is not shown, if a person types it.
    private static func withoutEcho(_ read: () -> String?) -> String? {
        var old = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &old) == 0 else { return read() }
        var quiet = old
        quiet.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &old) }
        return read()
    }
}
