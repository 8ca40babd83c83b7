import KicauCore
import KicauPublish
import KicauSandbox
import KicauStore

/// What a later start does, so that something is always ahead.
extension Season {
    /// Fewer than this many posts ahead, and fresh ones are planned.
    private static let enough = 6
    private static let usedSetting = "demo_spare_used"

    /// Moves what came due while nothing ran to the coming days; gives how many. A real Kicau would ask a person.
    func moveOn() async throws -> Int {
        let owner = company.cast.owner
        let now = SystemTime().now()
        let late = try await stage.building.store.read { tx in
            try tx.postsDue(
                from: Instant(ms: 0), to: now - .minutes(10), PostsAsked(states: ["scheduled"], limit: 50),
                in: owner.workspace.id)
        }
        let midnight = try midnight(of: now)
        var moved = 0
        for (number, row) in late.enumerated() {
            let due = midnight + .days(1 + number / 2) + .minutes(number % 2 == 0 ? 425 : 1115)
            do {
                try await stage.building.publishing.reschedule(
                    row.id, timing: .at(try Due(at: due, zone: DemoWorld.zone)), by: owner)
                moved += 1
            } catch is Problem {
                continue  // signed out or out of budget by now: then it is shown as missed, as it would be anywhere
            }
        }
        return moved
    }

    /// Plans fresh posts when few are left; gives how many.
    func topUp() async throws -> Int {
        let owner = company.cast.owner
        let now = SystemTime().now()
        let (waiting, used) = try await stage.building.store.read { tx in
            let asked = PostsAsked(states: ["scheduled"], limit: Season.enough)
            let ahead = try tx.postsDue(from: now, to: now + .days(60), asked, in: owner.workspace.id)
            return (ahead.count, try tx.setting(Season.usedSetting).flatMap { Int($0) } ?? 0)
        }
        guard waiting < Season.enough else { return 0 }
        let midnight = try midnight(of: now)
        var planned = 0
        for number in waiting..<Season.enough {
            let text = fresh(used + planned)
            let due = midnight + .days(1 + number) + .minutes(440 + number * 37)
            do {
                let places = try await connected(Season.places(for: text).filter { $0 != .instagram })
                guard !places.isEmpty else { continue }
                try await plan(text, for: places, at: due, key: "spare-\(used + planned)", by: owner)
                planned += 1
            } catch let problem as Problem where problem.code == .overBudget {
                continue  // the visitor has spent the budget: that is theirs to do
            }
        }
        let total = String(used + planned)
        try await stage.building.store.write { try $0.setSetting(Season.usedSetting, to: total) }
        return planned
    }

    /// Networks refuse a text they had lately, so from the second round on each has a number of its own.
    private func fresh(_ number: Int) -> WorldText {
        let text = WorldTexts.spare[number % WorldTexts.spare.count]
        return number < WorldTexts.spare.count ? text : text.numbered(number)
    }

    private func connected(_ places: [DemoWorld.Place]) async throws -> [DemoWorld.Place] {
        let rows = try await stage.building.store.read { try $0.accounts(in: company.cast.owner.workspace.id) }
        let live = Set(rows.filter { $0.state == AccountState.connected.rawValue }.map(\.account.id))
        return places.filter { place in company.cast.accounts[place].map { live.contains($0.id) } ?? false }
    }
}
