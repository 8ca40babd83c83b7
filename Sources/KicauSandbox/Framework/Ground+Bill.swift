import Foundation

/// What the network charges for.
extension Ground {
    var bill: Bill { read { $0.bill ?? Bill() } }

    /// - Parameter microUSD: of all of them together.
    func charge(_ item: String, microUSD: Int64, count: Int = 1) {
        let day = Self.day(nowMs)
        change { state in
            var bill = state.bill ?? Bill()
            bill.charge(item, microUSD: microUSD, count: count, on: day)
            state.bill = bill
        }
    }

    /// "2026-08-22", UTC.
    static func day(_ ms: Int64) -> String {
        Date(timeIntervalSince1970: Double(ms) / 1000).formatted(.iso8601.year().month().day())
    }
}
