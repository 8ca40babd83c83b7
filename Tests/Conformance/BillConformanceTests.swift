import KicauCore
import KicauMeter
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Two that reckon apart: Kicau's ledger by its price books, and the rehearsal X by a price table of its own.
@Suite("The ledger beside the network's own bill", .serialized)
struct BillConformanceTests {
    /// What is owed to X, in micro-dollars.
    private static func booked(_ rehearsal: Rehearsal) async throws -> Int64 {
        let metering = Metering(store: rehearsal.store, prices: rehearsal.kit.prices, time: rehearsal.time)
        let balances = try await metering.balances(month: nil, for: rehearsal.caller)
        return -(balances.first { $0.account == .owed("x") }?.balance.microUSD ?? 0)
    }

    private static func story(_ rehearsal: Rehearsal) async throws -> Comment {
        let metering = Metering(store: rehearsal.store, prices: rehearsal.kit.prices, time: rehearsal.time)
        let ours = try await metering.balances(month: nil, for: rehearsal.caller).map {
            "\($0.account.name) \($0.balance.microUSD)"
        }
        let theirs = rehearsal.control.bill.lines.map { "\($0.day) \($0.item) × \($0.count): \($0.microUSD)" }
        return Comment(rawValue: "ours: \(ours) theirs: \(theirs)")
    }

    @Test func `says the same to the micro-dollar after posts, links, pictures, threads, looks and readings`()
        async throws
    {
        try await Rehearsal.on(X()) { rehearsal in
            let plain = try await rehearsal.schedule([Post.Part(text: "Kopi hari ini")])
            _ = try await rehearsal.schedule([Post.Part(text: "Resepnya: https://example.org/kopi")])
            let picture = try await rehearsal.picture("Secangkir kopi")
            _ = try await rehearsal.schedule([Post.Part(text: "Lihat", media: [picture])])
            _ = try await rehearsal.schedule([Post.Part(text: "Satu"), Post.Part(text: "Dua")], comment: "Tiga")
            try await rehearsal.advance(by: .minutes(10))
            // Its answer is lost: it is looked for on the network, and the look is paid for too.
            rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1))
            _ = try await rehearsal.schedule([Post.Part(text: "Hilang di jalan")])
            try await rehearsal.advance(by: .minutes(20))
            try await rehearsal.advance(by: .days(1))

            try await rehearsal.publishing.resolve(plain, by: .checkNow, link: nil, caller: rehearsal.caller)

            let theirs = rehearsal.control.bill.microUSD
            #expect(theirs > 0)
            let story = try await Self.story(rehearsal)
            #expect(try await Self.booked(rehearsal) == theirs, story)
            #expect(try await rehearsal.store.read { try $0.unbalancedBookings() } == 0)
        }
    }

    @Test func `an inbox in which nobody spoke costs nothing, and one in which somebody spoke costs what came`()
        async throws
    {
        try await Rehearsal.on(X()) { rehearsal in
            let before = try await Self.booked(rehearsal)
            let platform = rehearsal.platform
            let metered = rehearsal.kit.metered(for: rehearsal.caller.workspace, platform: "x", work: .publishing)
            let signedIn = try #require(try await TokenKeeper(kit: rehearsal.kit).load(rehearsal.account).0)
            let listening = Listening(signedIn: signedIn, mark: [:], posts: [], now: rehearsal.time.now())

            _ = await platform.listen(listening, via: metered)
            #expect(try await Self.booked(rehearsal) == before)
            _ = rehearsal.control.seed(SeedPost(account: "bima_pratama", text: "Halo @kedaiaksara"))
            _ = await platform.listen(listening, via: metered)

            let story = try await Self.story(rehearsal)
            #expect(try await Self.booked(rehearsal) == rehearsal.control.bill.microUSD, story)
            #expect(try await Self.booked(rehearsal) > before)
        }
    }

    @Test func `a failed call is on no bill`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            let before = (rehearsal.control.bill.microUSD, try await Self.booked(rehearsal))
            rehearsal.control.add(FaultRule(.serverErrorBefore, at: .commit, times: 1))
            _ = try await rehearsal.schedule([Post.Part(text: "Tidak jadi")])

            try await rehearsal.advance(by: .minutes(30))

            let after = (rehearsal.control.bill.microUSD, try await Self.booked(rehearsal))
            let story = try await Self.story(rehearsal)
            #expect(after.0 - before.0 == after.1 - before.1, story)
        }
    }

    @Test func `the network's table has the price that was announced, from its day on`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            let start = rehearsal.control.bill.microUSD
            #expect(
                rehearsal.control.set([
                    "priceChanges": [["item": "Post: Create", "from": "2026-06-02", "microUSD": 20_000]]
                ]))
            _ = try await rehearsal.schedule([Post.Part(text: "Sebelum")])
            try await rehearsal.advance(by: .minutes(5))
            let before = rehearsal.control.bill.microUSD
            try await rehearsal.advance(by: .days(1))

            _ = try await rehearsal.schedule([Post.Part(text: "Sesudah")])
            try await rehearsal.advance(by: .minutes(5))

            let creates = rehearsal.control.bill.lines.filter { $0.item == "Post: Create" }
            #expect(before - start == 15_000)
            #expect(creates.map(\.microUSD) == [15_000, 20_000])
            #expect(rehearsal.control.bill.of("2026-06-02"..."2026-06-02").lines.contains { $0.item == "Post: Create" })
        }
    }
}
