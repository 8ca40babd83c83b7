import Foundation
import KicauCore
import KicauMeter
import KicauTesting
import Testing

/// The month's ledger as `kicau ledger export` writes it for hledger, read again by its lines alone.
struct MonthLedger {
    let text: String
    /// What the entries of each booking sum to, in micro-dollars.
    private(set) var bookings: [Int64] = []
    private(set) var balances: [String: Int64] = [:]

    init(of team: Team) async throws {
        let export = try await team.metering.export(from: "2026-06-01", to: "2026-07-01", for: team.members[0])
        text = export.text(.hledger)
        for line in text.split(separator: "\n") {
            if line.contains(" * (") { bookings.append(0) }
            guard line.hasPrefix("    "), !line.hasPrefix("    ;") else { continue }
            let fields = line.split(separator: " ")
            try #require(fields.count == 3 && fields[2] == "USD" && !bookings.isEmpty, "\(line)")
            // All six decimals stand there: without its point an amount is micro-dollars.
            let micros = try #require(Int64(fields[1].replacing(".", with: "")), "\(line)")
            bookings[bookings.count - 1] += micros
            balances[String(fields[0]), default: 0] += micros
        }
    }

    /// hledger's own word on it; nil: it is not on this machine.
    func checked() throws -> (status: Int32, balance: String)? {
        guard FileManager.default.isExecutableFile(atPath: OtherTool.hledger) else { return nil }
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString).journal")
        defer { try? FileManager.default.removeItem(at: place) }  // a leftover in the temporary folder harms nobody
        try Data(text.utf8).write(to: place)
        let check = try OtherTool.run(OtherTool.hledger, ["--strict", "-f", place.path, "check"])
        return (
            check.status,
            try OtherTool.run(OtherTool.hledger, ["-f", place.path, "balance", "--flat", "-E", "-O", "csv"]).said
        )
    }
}
