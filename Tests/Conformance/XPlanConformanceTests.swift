import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What X sells to some and counts of all", .serialized)
struct XPlanConformanceTests {
    /// Which the shipped books price: a quote is in its fee.
    private static let enterprise = "Enterprise Small"

    private static func quote(_ text: String, _ rehearsal: Rehearsal) async throws -> DeliveryID {
        let seed = SeedPost(account: "bima_pratama", text: "Harga kopi naik")
        let quoted = try #require(rehearsal.control.seed(seed))
        return try await rehearsal.schedule([Post.Part(text: text)], options: ChosenOptions(["quote": [quoted.id]]))
    }

    private static func mine(_ rehearsal: Rehearsal) -> [LivePost] {
        rehearsal.live.filter { $0.text.contains("Setuju") }
    }

    @Test func `is a quote on an Enterprise plan, and it is read back as it was sent`() async throws {
        try await Rehearsal.on(X(), plan: Self.enterprise) { rehearsal in
            #expect(rehearsal.control.set(["plan": "enterprise"]))
            let delivery = try await Self.quote("Setuju", rehearsal)

            try await rehearsal.advance(by: .minutes(2))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            #expect(Self.mine(rehearsal).map { $0.own["quoted"] != nil } == [true])
            #expect(rehearsal.live.first { $0.text == "Harga kopi naik" }?.counts.quotes == 1)
        }
    }

    @Test func `is a quote whose answer was lost, found again and not sent twice`() async throws {
        try await Rehearsal.on(X(), plan: Self.enterprise) { rehearsal in
            _ = rehearsal.control.set(["plan": "enterprise"])
            rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1))
            let delivery = try await Self.quote("Setuju", rehearsal)

            try await rehearsal.advance(by: .minutes(10))

            #expect(try await rehearsal.detail(of: delivery).state == .published)
            #expect(Self.mine(rehearsal).count == 1)
        }
    }

    @Test func `is no quote on another plan than the workspace named: X refuses, and nothing is live`() async throws {
        try await Rehearsal.on(X(), plan: Self.enterprise) { rehearsal in
            let delivery = try await Self.quote("Setuju", rehearsal)

            try await rehearsal.advance(by: .minutes(2))

            #expect(try await rehearsal.detail(of: delivery).state == .refused)
            #expect(Self.mine(rehearsal).isEmpty)
        }
    }

    @Test func `is not scheduled by who pays for each use`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            let problem = await #expect(throws: Problem.self) { try await Self.quote("Setuju", rehearsal) }

            #expect(problem?.code == .notSoldAnyMore)
            #expect(Self.mine(rehearsal).isEmpty)
        }
    }

    @Test(arguments: ["old", "new"])
    func `is the app's reads, told to the app itself`(words: String) async throws {
        try await Rehearsal.on(X()) { rehearsal in
            let known = try #require(try await TokenKeeper(kit: rehearsal.kit).appKeys("x", server: ""))
            let addresses = known.addresses.merging([
                "apiKey": "rehearsal-key", "apiKeySecret": "rehearsal-key-secret",
                "vocabulary": words == "old" ? "tweet" : "post",
            ]) { _, new in new }
            try await rehearsal.accounts.keepApp(
                AppKeys(clientID: known.clientID, clientSecret: known.clientSecret, addresses: addresses), "x",
                server: "")
            #expect(rehearsal.control.set(["vocabulary": .string(words)]))
            let delivery = try await rehearsal.schedule([Post.Part(text: "Selamat pagi")])
            try await rehearsal.advance(by: .hours(2))
            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)

            let usage = try #require(try await AppUsages(kit: rehearsal.kit).ask(by: rehearsal.caller).first)

            #expect(usage.missing == nil)
            #expect(usage.usage?.cap == 3_000_000)
            #expect((usage.usage?.reads ?? 0) > 0)
            #expect(usage.usage?.shares.map(\.reads) == usage.usage.map { [$0.reads] })
            #expect(usage.usage?.resets != nil)
        }
    }

    @Test func `is not told to an app whose keys are wrong, and all else goes on`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            let unset = try await AppUsages(kit: rehearsal.kit).ask(by: rehearsal.caller).first
            let known = try #require(try await TokenKeeper(kit: rehearsal.kit).appKeys("x", server: ""))
            let addresses = known.addresses.merging(["apiKey": "rehearsal-key", "apiKeySecret": "no"]) { _, new in new }
            try await rehearsal.accounts.keepApp(
                AppKeys(clientID: known.clientID, clientSecret: known.clientSecret, addresses: addresses), "x",
                server: "")
            let wrong = try await AppUsages(kit: rehearsal.kit).ask(by: rehearsal.caller).first
            let delivery = try await rehearsal.schedule([Post.Part(text: "Selamat pagi")])

            try await rehearsal.advance(by: .minutes(2))

            #expect(unset?.asked == nil && unset?.missing != nil)
            #expect(wrong?.missing?.status == 403 && wrong?.usage == nil)
            #expect(try await rehearsal.detail(of: delivery).state == .published)
        }
    }
}
