import KicauCore
import KicauMeter
import KicauSandbox
import KicauStore
import Testing

@testable import KicauPublish

@Suite("A month of a team of five on seven networks", .serialized)
struct MonthTests {
    /// Enough for the month as it was planned, and not for what it costs from day 11 on.
    private static let cap = Money(microUSD: 1_500_000)

    @Test
    func `ends with the networks' own bills in the ledger, no limit passed and no post missed that could be paid`()
        async throws
    {
        try await Team.gathers { team in
            let owner = team.members[0]
            try await team.metering.setBudget(.workspace, Money(microUSD: 2_000_000), by: owner)
            try await team.metering.setBudget(.network("x"), Self.cap, by: owner)
            var month = Month(team)
            try await month.plan()

            try await month.live()

            #expect(month.looks == 180)
            try await Self.compareBills(team)
            try await Self.comparePosts(month)
            // The cut window was seen in an answer, so nobody had to be told twice.
            #expect(team.x.control.calls.filter { $0.status == 429 }.isEmpty)
        }
    }

    /// Both sides reckon for themselves: X by its own table, the others charge nothing.
    private static func compareBills(_ team: Team) async throws {
        let balances = try await team.metering.balances(month: nil, for: team.members[0])
        for (platform, control) in team.controls {
            let booked = balances.first { $0.account == .owed(platform) }?.balance.microUSD ?? 0
            let lines = control.bill.lines.map { "\($0.day) \($0.item) × \($0.count): \($0.microUSD)" }
            #expect(-booked == control.bill.microUSD, "\(platform): \(lines)")
        }
        #expect((team.controls["x"]?.bill.microUSD ?? 0) > 1_000_000)
        #expect(try await team.x.store.read { try $0.unbalancedBookings() } == 0)
        #expect(try await team.x.store.read { try $0.leakedHolds() } == 0)
    }

    private static func comparePosts(_ month: Month) async throws {
        let team = month.team
        let details = try await month.details()
        #expect(details.count == month.deliveries.count)
        for (platform, control) in team.controls {
            let published = details.filter { $0.platform == platform && $0.detail.state == .published }
            #expect(control.posts.filter { !$0.isDeleted }.count == published.count, "\(platform)")
        }
        let others = details.filter { $0.detail.state != .published }
        #expect(!others.isEmpty)
        for (platform, detail) in others {
            #expect(
                platform == "x" && detail.waitingFor == .money,
                "\((detail.due - Month.begins).inMilliseconds / 60_000) min: \(detail.events)")
        }
        let workspace = team.members[0].workspace.id
        let budgets = try await team.x.store.write { try $0.budgets(of: workspace, month: Month.name) }
        let june = try #require(budgets.first { $0.scope == .network("x") })
        #expect(june.held == .zero)
        // What waits costs at least a plain post, and less than that was left.
        #expect((june.left ?? .zero) < Money(microUSD: 30_000))
    }
}
