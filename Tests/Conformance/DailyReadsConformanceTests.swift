import HTTPTypes
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What the rehearsal X counts of the app's reads, beside what Kicau counts, each day when it is over.
@Suite("Reads, day by day, beside the network's own count", .serialized)
struct DailyReadsConformanceTests {
    private typealias Days = [String: ReadsCheck]

    private func onX(_ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        let keys = ["apiKey": "rehearsal-key", "apiKeySecret": "rehearsal-key-secret"]
        try await Rehearsal.on(X(), options: keys, test)
    }

    /// One more post each day; that day all of them are read once, and on the next one X is asked.
    ///
    /// X counts a post that is read twice on a day of UTC once only.
    private func live(
        days: Int, _ rehearsal: Rehearsal, then eachDay: (_ number: Int, Days) throws -> Void = { _, _ in }
    ) async throws {
        var deliveries: [DeliveryID] = []
        for number in 1...days {
            deliveries.append(try await rehearsal.schedule([Post.Part(text: "Menu hari ke-\(number)")]))
            try await rehearsal.advance(by: .minutes(10))
            for delivery in deliveries {
                try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
            }
            try await rehearsal.advance(by: .days(1))
            await UsageReader(kit: rehearsal.kit).turn()
            try eachDay(number, try await counted(rehearsal))
        }
    }

    /// The days on which anything was read.
    private func counted(_ rehearsal: Rehearsal) async throws -> Days {
        let details = try await AppUsages(kit: rehearsal.kit).reads(for: rehearsal.caller)
        let detail = try #require(details.first)
        #expect(details.count == 1 && detail.missing == nil && detail.told == rehearsal.time.now())
        let days = detail.days.filter { $0.theirs != 0 || $0.ours != 0 }
        return Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0) })
    }

    /// Another program with the same app reads what others wrote.
    private func readElsewhere(_ count: Int, _ rehearsal: Rehearsal) async throws {
        let control = rehearsal.control
        let ids = (1...count).compactMap { control.seed(SeedPost(account: "bima_pratama", text: "Roti \($0)"))?.id }
        let token = try #require(control.grant(to: "bima_pratama")?["access_token"]?.string)
        let line = HTTPLine(allowedOrigins: [control.origin], clock: rehearsal.time)
        let call = Call(
            .get, control.origin + "/2/tweets", query: [("ids", ids.joined(separator: ","))],
            headers: [("authorization", Redacted("Bearer " + token))])
        let reply = try await line.call(call, unit: MeterUnit("post_read"))
        #expect(ids.count == count && reply.status == 200)
    }

    @Test func `they say the same on each of three days`() async throws {
        try await onX { rehearsal in
            try await live(days: 3, rehearsal) { number, days in
                let all = (1...number).map { ReadsCheck(day: "2026-06-0\($0)", theirs: Int64($0), ours: Int64($0)) }
                #expect(days.values.sorted { $0.day < $1.day } == all)
            }

            let usage = try #require(try await AppUsages(kit: rehearsal.kit).list(for: rehearsal.caller).first?.usage)
            #expect(usage.reads == 6 && usage.shares.map(\.reads) == [6])
            #expect(try await AppUsages(kit: rehearsal.kit).reads(for: rehearsal.caller).first?.isWorthAWord == false)
        }
    }

    @Test func `what another program read is marked on its day, in the ledger's view and in the API`() async throws {
        try await onX { rehearsal in
            try await live(days: 2, rehearsal)
            try await readElsewhere(20, rehearsal)
            try await live(days: 1, rehearsal)

            let days = try await counted(rehearsal)
            let odd = try #require(days["2026-06-03"])
            #expect(odd == ReadsCheck(day: "2026-06-03", theirs: 21, ours: 1))
            #expect(odd.reasons == [.otherPrograms])
            #expect(days.values.filter(\.isWorthAWord) == [odd])

            let door = try await FrontDoor(rehearsal)
            let told = try await door.ask(.get, "/usage/days")
            let marked = told.json["items"]?[0]?["days"]?.array?.filter { $0["differs"] == true }
            #expect(told.status == 200)
            #expect(marked == [["day": "2026-06-03", "network": 21, "kicau": 1, "differs": true]])
            #expect(try await door.visit("/budget/ledger/bills") == .ok)
            let line = try #require(door.page.firstMatch(of: /<tr><td class="when-day">2026-06-03<\/td>.*?<\/tr>/))
                .output
            #expect(line.contains("21") && line.contains("alert"))
            #expect(door.page.matches(of: /class="num alert"/).count == 1)
            #expect(door.page.contains("Another program, or a person, may use the same app at the network."))
        }
    }
}
