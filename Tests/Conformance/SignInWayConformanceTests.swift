import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Two ways into one network, side by side", .serialized)
struct SignInWayConformanceTests {
    struct Trial: Sendable, CustomTestStringConvertible {
        let network: String
        let first: String
        let second: String
        /// Whose account comes by the second way.
        let person: String
        /// Where the second app's calls go: the first one's addresses are no use to it.
        let addresses: [String]

        var testDescription: String { network }
    }

    static let trials = [
        Trial(
            network: "instagram", first: "instagram", second: "facebook", person: "bima_pratama",
            addresses: ["facebookGraph", "facebookWww"]),
        Trial(
            network: "linkedin", first: "members", second: "organisations", person: "ayu-lestari",
            addresses: ["api", "www"]),
    ]

    private func on(
        _ trial: Trial, _ test: @escaping @Sendable (Rehearsal, AccountID) async throws -> Void
    ) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == trial.network })
        try await Rehearsal.on(platform) { rehearsal in
            let places = trial.addresses.map { ($0, rehearsal.control.origin) } + [("mark", "second")]
            try await rehearsal.accounts.keepApp(
                AppKeys(
                    clientID: "rehearsal-app", clientSecret: Redacted("rehearsal-secret"),
                    addresses: Dictionary(uniqueKeysWithValues: places)),
                platform.id, server: trial.second)
            try await test(rehearsal, Self.connect(rehearsal, by: trial.second, as: trial.person))
        }
    }

    private static func connect(_ rehearsal: Rehearsal, by way: String, as name: String) async throws -> AccountID {
        let accounts = rehearsal.accounts
        let person = try #require(rehearsal.control.people.first { $0.handle.hasPrefix(name) || $0.id == name })
        var step = try await accounts.beginConnecting(
            ConnectInput(platform: rehearsal.platform.id, way: way), redirect: accounts.redirectURL, session: "s",
            by: rehearsal.caller)
        if case .redirect(let address) = step {
            let query = try await ScriptedBrowser().authorise(address, as: person.id)
            step = try await accounts.finishConnecting(query: query, session: "s", by: rehearsal.caller)
        }
        if case .choose(let connection, let found) = step {
            let first = try #require(found.first)
            step = .connected(
                try await accounts.choose([first.remoteID], of: connection, session: "s", by: rehearsal.caller))
        }
        guard case .connected(let ids) = step else { throw Rehearsal.Missing() }
        return try #require(ids.first)
    }

    private func signedIn(_ account: AccountID, _ rehearsal: Rehearsal) async throws -> SignedIn {
        guard case .ready(let signedIn) = try await TokenKeeper(kit: rehearsal.kit).key(for: account) else {
            throw Rehearsal.Missing()
        }
        return signedIn
    }

    @Test(arguments: trials)
    func `each account publishes by its own way, with its own app`(trial: Trial) async throws {
        try await on(trial) { rehearsal, second in
            let first = rehearsal.account
            let content = DraftContent(
                post: Post(parts: [try await PlatformConformanceTests.part("Kopi", rehearsal)]),
                accounts: [first, second])
            let due = try Due(at: rehearsal.time.now(), zone: "Asia/Jakarta")
            let post = try await rehearsal.publishing.schedule(
                content, as: nil, version: nil, timing: .at(due), key: "both", by: rehearsal.caller)
            try await rehearsal.advance(by: .minutes(10))

            let deliveries = try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries
            #expect(deliveries.map(\.state) == [.published, .published], "\(deliveries.map(\.trouble))")
            #expect(rehearsal.live.count == 2)
            #expect(Set(rehearsal.live.map(\.account)).count == 2)
            #expect(try await signedIn(first, rehearsal).app.addresses["mark"] == nil)
            #expect(try await signedIn(second, rehearsal).app.addresses["mark"] == "second")
        }
    }

    @Test(arguments: trials)
    func `each account keeps its way, its scopes and its token`(trial: Trial) async throws {
        try await on(trial) { rehearsal, second in
            let option = try #require(rehearsal.platform.signIn.ways?.option)
            rehearsal.time.advance(by: .days(2))
            for (account, way) in [(rehearsal.account, trial.first), (second, trial.second)] {
                let detail = try await rehearsal.accounts.check(account, by: rehearsal.caller)
                let signedIn = try await signedIn(account, rehearsal)
                let fresh = try await TokenKeeper(kit: rehearsal.kit).refresh(signedIn)

                #expect(detail.way?.name == way)
                #expect(signedIn.app.addresses[option] == way)
                #expect(
                    rehearsal.platform.missingScopes(among: signedIn.credentials.scopes, of: signedIn.account) == [])
                guard case .ready = fresh else {
                    Issue.record("\(way): \(fresh)")
                    continue
                }
            }
        }
    }

    @Test(arguments: trials)
    func `the operator's option says what is meant by keys without a way`(trial: Trial) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == trial.network })
        let option = try #require(platform.signIn.ways?.option)
        try await Rehearsal.on(platform, options: [option: trial.second]) { rehearsal in
            let offer = try #require(try await rehearsal.accounts.networks(for: rehearsal.caller).first)

            #expect(offer.ways.map(\.way.name) == [trial.first, trial.second])
            #expect(offer.ways.map(\.isUsual) == [false, true])
            #expect(offer.ways.map(\.hasAppKeys) == [false, true])
            #expect(offer.hasAppKeys)
            #expect(
                try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller).way?.name == trial.second)
            await #expect { _ = try await Self.connect(rehearsal, by: trial.first, as: trial.person) } throws: {
                ($0 as? Problem)?.code == .appKeysMissing
            }
            await #expect { _ = try await Self.connect(rehearsal, by: "sideways", as: trial.person) } throws: {
                ($0 as? Problem)?.field == "way"
            }

            try await rehearsal.accounts.saveAppKeys(
                platform.id, way: trial.first, clientID: "another", secret: Redacted("s"), by: rehearsal.caller)
            let both = try await rehearsal.accounts.networks(for: rehearsal.caller).first
            #expect(both?.ways.map(\.hasAppKeys) == [true, true])
            #expect(both?.ways.map(\.isUsual) == [false, true])
        }
    }
}
