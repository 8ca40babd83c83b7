import Foundation
import KicauCore
import KicauDescribed
import KicauPlatforms
import KicauTesting
import Testing

/// Each network is driven through all that its connector can do there. Every request of any test is held to descriptions
/// by the test's line; here it is seen that nothing was left out, and that no row of the lists is idle.
@Suite(
    "Every request of a network", .serialized,
    .enabled(if: !TestStore.isPostgres, "the same calls leave, whichever engine keeps the plan"))
struct DescribedTourTests {
    @Test(arguments: Network.allCases)
    func `is described, and its list has no row too many`(network: Network) async throws {
        let sightings = Sightings()

        try await Sightings.$current.withValue(sightings) { try await Tour(network: network).go() }

        let units = Set(Registry.units[PlatformID(network.rawValue)] ?? [])
        let unseen = units.subtracting(sightings.all.map(\.unit))
        #expect(unseen == Set(try Listed.unseenUnits(of: network).keys), "units that no request was seen for")
        #expect(!units.isEmpty)
        let needed = sightings.all.reduce(into: Set<Listed.Mark>()) { $0.formUnion($1.excused) }
        let marks = Set(try Listed.of(network).filter { $0.elsewhere == nil }.flatMap(\.marks))
        #expect(marks.subtracting(needed) == [], "rows that nothing needs")
        let platform = try #require(Registry.all.first { $0.id.raw == network.rawValue })
        let unruled = Set(sightings.all.filter { platform.quotas(for: $0.call).isEmpty }.map(\.request))
        #expect(unruled == Unruled.requests(of: network), "requests that no window counts")
    }

    @Test(arguments: Network.allCases) func `has a reason and a source for each row`(network: Network) throws {
        for row in try Listed.of(network) {
            #expect(!row.request.isEmpty)
            #expect(row.source?.isEmpty != true && row.reason.isEmpty == (row.source == nil), "\(row.request)")
        }
    }

    @Test(arguments: Network.allCases) func `is counted in the docs`(network: Network) throws {
        let rows = try Listed.of(network)
        let names = rows.reduce(0) { $0 + $1.undescribed }
        let platform = try #require(Registry.all.first { $0.id.raw == network.rawValue })

        let page = try String(contentsOfFile: "docs/testing.md", encoding: .utf8)

        #expect(page.contains("| \(platform.name) | \(names) |"), "\(platform.name): \(names)")
    }
}
