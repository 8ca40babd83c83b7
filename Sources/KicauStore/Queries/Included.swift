public import KicauCore

extension Transaction {
    /// What a plan has in it for a month and would be passed by this; nil: it fits.
    ///
    /// Asked after the month's budget was written to: that row is locked until the commit, so of all that count in the same
    /// month one after the other comes here, and sees what the one before has set aside.
    func usedUp(_ new: NewHold) throws -> Problem? {
        for share in new.fare.included ?? [] {
            let wanted = share.uses(of: new.fare.items.map(\.unit))
            let used = try used(of: share, on: new.platform, month: new.month, except: new.name, in: new.workspace)
            guard used + wanted > share.count else { continue }
            return Included.problem(share, left: max(0, share.count - used), month: new.month)
        }
        return nil
    }

    /// What was used and what is set aside of it in a month. Few fares are different from one another.
    public func used(
        of share: Included, on platform: PlatformID, month: String, except name: String = "",
        in workspace: ID<Workspace>
    ) throws -> Int {
        let fares = try all(
            """
            SELECT fare, COUNT(*) AS count FROM hold
            WHERE workspace_id = \(workspace) AND platform = \(platform) AND month = \(month) AND counts = 1
                AND state || '' <> 'released' AND name <> \(name)
            GROUP BY fare
            """, { (fare: try $0.familiar("fare", as: Fare.self), count: try $0.int("count")) })
        return fares.reduce(0) { sum, line in
            guard line.fare.plan == share.plan else { return sum }
            return sum + share.uses(of: line.fare.items.map(\.unit)) * line.count
        }
    }
}

extension Included {
    fileprivate static func problem(_ share: Included, left: Int, month: String) -> Problem {
        Problem(
            .planUsedUp,
            "The plan \(share.plan) has \(share.count) of \(share.units[0]) in it for a month; \(left) are left for \(month).",
            do: "Choose a time in another month, leave something out, or choose a larger plan on the page Prices.",
            field: share.units[0])
    }
}
