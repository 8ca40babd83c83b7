import Foundation
import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Keeps planned posts at the wall time their authors meant when a zone's rules change under them.
///
/// At start-up and once a day the rules of every zone in use are compared with those its posts were planned by. Where they differ, what was not sent yet moves; a move into the past follows the rule for missed posts.
public struct ZoneKeeper: Service {
    /// Where the rules come from; nil for a zone that is not known.
    struct Source: Sendable {
        let release: String
        let rules: @Sendable (String) -> (any ZoneOffsets)?

        /// Those of the time zone data this program runs with.
        static let installed = Source(release: TimeZone.timeZoneDataVersion) { name in
            // A zone that was dropped keeps the instants it had: there are no rules to move them by.
            Zones.known(name)
        }
    }

    private let kit: Kit
    private let source: Source

    public init(kit: Kit) { self.init(kit: kit, source: .installed) }

    init(kit: Kit, source: Source) {
        self.kit = kit
        self.source = source
    }

    private static let batch = 200

    public func run() async throws {
        await takeTurns(every: .hours(24)) { await turn() }
    }

    /// One look at all zones; gives how many posts moved.
    @discardableResult
    func turn() async -> Int {
        var moved = 0
        do {
            let now = kit.time.now()
            for zone in try await kit.store.read({ try $0.zonesPlannedIn(after: now) }) {
                guard let rules = source.rules(zone) else { continue }
                moved += try await keep(zone, rules, at: now)
            }
        } catch {
            kit.log.error("the zones' rules could not be compared", metadata: ["error": "\(error)"])
        }
        if moved > 0 {
            kit.log.info("posts moved with their zones' rules", metadata: ["posts": "\(moved)"])
            kit.bell.ring()
        }
        return moved
    }

    private func keep(_ zone: String, _ rules: any ZoneOffsets, at now: Instant) async throws -> Int {
        let year = WallFields(secondsAsIfUTC: now.seconds).year
        let seen = ZoneRules(
            zone: zone, year: year, sha256: ZoneShift.fingerprint(of: rules, from: year), release: source.release)
        let known = try await kit.store.read { try $0.zoneRules(zone) }
        guard known?.sha256 != seen.sha256 || known?.year != seen.year else { return 0 }
        let moved = try await movePosts(in: zone, rules, at: now)
        // Only now: a stop in between has the posts compared again, which moves none twice.
        try await kit.store.write { try $0.putZoneRules(seen, at: now) }
        return moved
    }

    private func movePosts(in zone: String, _ rules: any ZoneOffsets, at now: Instant) async throws -> Int {
        var place = (due: now, post: ID<Post>(0))
        var moved = 0
        while true {
            let from = place
            let planned = try await kit.store.read {
                try $0.plannedTimes(in: zone, after: from, limit: ZoneKeeper.batch)
            }
            guard let end = planned.last else { return moved }
            for plan in planned {
                guard let due = ZoneShift.moved(plan.due, under: rules) else { continue }
                let story = ZoneShift.story(from: plan.due, to: due)
                if try await kit.store.write({ try $0.move(plan, to: due, story: story, at: now) }) { moved += 1 }
            }
            // One that moves on is met again further down, and then it stays.
            place = (end.due.instant, end.post)
        }
    }
}
