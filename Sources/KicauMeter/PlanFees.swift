public import KicauCore

/// Which fees of plans are owed and not booked yet. Pure: the same times and prices give the same fees.
public enum PlanFees {
    /// A plan that is given up again within this was chosen by mistake, and costs nothing.
    public static let patience = Duration.minutes(10)
    /// A node that was off for longer books no more than these: beyond a year a person should look.
    static let monthsBack = 11

    /// A plan is paid for by the whole month, also when it begins or ends within it; no price list says anything else yet.
    ///
    /// Its months turn in the zone of its period. Where the workspace moves near a month's turn they would otherwise be
    /// others, and one span of time would be paid for as two months.
    ///
    /// - Parameter zone: the workspace's now, in which budgets are counted.
    /// - Throws: `Problem` when the zone is not known.
    public static func due(
        _ periods: [PlanPeriod], booked: Set<PlanFee.Key>, books: PriceBooks, zone: String, at now: Instant
    ) throws(Problem) -> [PlanFee] {
        let here = try Months.month(of: now, zone: zone)
        var known = booked
        var due: [PlanFee] = []
        for period in periods.sorted(by: { $0.since < $1.since }) {
            let end = min(period.until ?? now, now)
            guard end - period.since >= patience else { continue }
            // Nothing is booked for a month that has not begun where its budget is counted.
            let thisMonth = min(here, try Months.month(of: now, zone: period.zone))
            let earliest = Months.before(thisMonth, monthsBack)
            var month = max(earliest, try Months.month(of: period.since, zone: period.zone))
            while month <= thisMonth {
                let span = try Months.span(of: month, zone: period.zone)
                guard span.from < end else { break }
                let key = PlanFee.Key(platform: period.platform, plan: period.plan, month: month)
                let days = max(span.from, period.since)..<min(span.to, end)
                if !known.contains(key), let fee = fee(key, during: days, books) {
                    known.insert(key)
                    due.append(fee.dated(within: try Months.span(of: month, zone: zone)))
                }
                month = Months.following(month)
            }
        }
        return due
    }

    /// At the price of the first day on which it is sold; nil: on none of them, or it has no fee.
    ///
    /// Prices have days of UTC's. East of it a month begins while there it is still the day before, which is none of the
    /// month's.
    private static func fee(_ key: PlanFee.Key, during span: Range<Instant>, _ books: PriceBooks) -> PlanFee? {
        guard let first = Day(key.month + "-01") else { return nil }
        let begins = max(first, Day(of: span.lowerBound))
        var day = begins
        while day == begins || day.begins < span.upperBound {
            if let plan = books.plan(key.plan, of: key.platform, at: day.begins) {
                guard plan.monthly > .zero else { return nil }
                return PlanFee(
                    key: key, amount: plan.monthly, at: day == begins ? span.lowerBound : day.begins)
            }
            day = day.next
        }
        return nil
    }
}

extension PlanFee {
    /// In its month as the workspace counts it, so that its booking and its budget stand in the same one.
    fileprivate func dated(within month: (from: Instant, to: Instant)) -> PlanFee {
        PlanFee(key: key, amount: amount, at: max(month.from, min(at, month.to - .milliseconds(1))))
    }
}
