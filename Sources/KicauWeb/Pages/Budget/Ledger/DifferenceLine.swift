import KicauCore
import KicauMeter
import KicauPublish

/// A network's bill or count that is too far from ours, as Today says it.
struct DifferenceLine: Sendable {
    let what: String
}

extension Desk {
    /// Bills of this month and the one before, and counts of the last weeks.
    func differences(_ visit: Visit) async throws -> [DifferenceLine] {
        let caller = try visit.caller
        let voice = visit.voice
        let month = try Months.month(of: voice.now, zone: caller.workspace.zone)
        let bills = try await house.metering.billChecks(months: Months.before(month, 1)...month, for: caller)
            .map(\.check).filter(\.isWorthAWord)
        let counts = try await house.usages.reads(for: caller).filter(\.isWorthAWord)
        return bills.map {
            DifferenceLine(
                what: voice.say(DifferenceLine.words($0, DifferenceLine.month($0, voice), house.networkNames, voice)))
        }
            + counts.map { DifferenceLine(what: voice.say("\($0.name) counts other reads than Kicau does.")) }
    }
}

extension DifferenceLine {
    fileprivate static func month(_ check: BillCheck, _ voice: Voice) -> String {
        WallFields(check.month + "-01T00:00").map(voice.monthAndYear) ?? check.month
    }

    fileprivate static func words(
        _ check: BillCheck, _ month: String, _ names: [PlatformID: String], _ voice: Voice
    ) -> Sentence {
        "The bill of \(voice.networkName(check.platform, names)) for \(month) is \(voice.money(check.difference)) off the ledger."
    }
}
