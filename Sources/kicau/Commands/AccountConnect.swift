import ArgumentParser
import Foundation
import KicauCore

struct AccountConnect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Connect an account of a network.",
        discussion: """
            Prints the address to open in a browser, where one signs in at the network. Bluesky needs no browser: give \
            --handle, and the app password when it is asked for, or in the environment as KICAU_APP_PASSWORD. On X \
            whoever has the four keys of an app of his own (OAuth 1.0a) needs none either: --keys-file names a file of \
            four lines, consumer_key=…, consumer_secret=…, access_token=… and access_token_secret=…, or - for standard \
            input; --own-keys takes them out of the environment: KICAU_CONSUMER_KEY, KICAU_CONSUMER_SECRET, \
            KICAU_ACCESS_TOKEN, KICAU_ACCESS_TOKEN_SECRET. \
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

    @Option(help: "A file with four keys of an app of one's own, one a line; - for standard input.")
    var keysFile: String?

    @Flag(help: "Take those four keys out of the environment.")
    var ownKeys = false

    @Option(help: "Names this change: the same command with the same key connects once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        let ways = [handle != nil, way != nil, keysFile != nil, ownKeys].filter(\.self).count
        guard ways <= 1 || (keysFile == nil && !ownKeys) else {
            throw ValidationError("--keys-file and --own-keys go with no other way in: name one of them alone.")
        }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let client = try flags.client()
            let networks = try await client.get("/networks").items
            guard let offer = networks.first(where: { $0.text("platform") == network.lowercased() }) else {
                let names = networks.map { $0.text("platform") }.joined(separator: ", ")
                throw ClientTalk.wrongUsage("There is no network \"\(network)\". This Kicau knows \(names).")
            }
            if let keys = try keysOfOnesOwn() { return try await connect(offer, by: keys, client, key: key) }
            let isOnlyPassword = offer.text("sign_in") == "app-password"
            if let way { _ = try ConnectWay.named(way, of: offer) }
            if isOnlyPassword || (handle != nil && offer["app_password"]?.bool == true) {
                try await connectByPassword(offer, client, key: key)
            } else {
                try tellAddress(offer)
            }
        }
    }

    private func keysOfOnesOwn() throws -> OwnKeys? {
        if let keysFile { return try OwnKeys(file: keysFile) }
        guard ownKeys else { return nil }
        guard let keys = try OwnKeys(environment: ProcessInfo.processInfo.environment) else {
            throw Problem(
                .badInput, "The environment has no \(OwnKeys.Name.consumerKey.environment).",
                do: "Set the four keys there, or name a file with --keys-file.", field: "own-keys")
        }
        return keys
    }

    private func connect(_ offer: JSONValue, by keys: OwnKeys, _ client: APIClient, key: String) async throws {
        let body: JSONValue = ["platform": .string(offer.text("platform")), "keys": keys.json]
        try tell(connected: try await client.post("/accounts", .json(body), key: key))
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
        try tell(connected: try await client.post("/accounts", .json(.object(body)), key: key))
    }

    private func tell(connected: JSONValue) throws {
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
