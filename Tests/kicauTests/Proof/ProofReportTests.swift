import KicauCore
import Testing

@testable import kicau

@Suite("The report of a proof")
struct ProofReportTests {
    private func report(lost: Int = 0, leftOut: [String] = []) -> ProofReport {
        ProofReport(
            deliveries: 500, kills: 20, lost: lost, twice: 0, early: 0, unsettled: 0, published: 499, refused: 1,
            otherWrongs: [:], booksBalance: true, answers: ["look-now": 3], reconnected: 2,
            blows: ["kills": 20, "pauses": 1], faults: ["dropAfterAccept": 40], leftOut: leftOut, remarks: 12,
            answered: 12, posts: 90,
            accounts: 20, nodes: 1, engine: "SQLite", version: "0.1.0", seed: 42, machine: "Linux, 2 cores, 23 GB",
            startedAt: "2026-11-25T10:00:00Z", seconds: 130, p50Ms: 41, p99Ms: 300,
            latenessUntouched: .init([41]), latenessAll: .init([41, 900]), proved: lost == 0)
    }

    @Test func `says in one line of JSON what a script wants to know`() throws {
        let json = try report().json()

        #expect(!json.contains("\n"))
        for part in [
            "\"deliveries\":500", "\"kills\":20", "\"lost\":0", "\"twice\":0", "\"early\":0", "\"unsettled\":0",
            "\"seed\":42", "\"engine\":\"SQLite\"", "\"version\":\"0.1.0\"", "\"p50_ms\":41", "\"p99_ms\":300",
            "\"seconds\":130",
        ] {
            #expect(json.contains(part), "\(part) is not in \(json)")
        }
    }

    @Test func `ends with a plain yes or no`() {
        #expect(report().lines.last == "Proved: 0 lost, 0 twice, 0 early, 0 unsettled.")
        #expect(report(lost: 1).lines.last == "Not proved.")
    }

    @Test func `says what was left out`() {
        #expect(report().lines.contains { $0.contains("left out") && $0.hasSuffix("nothing") })
        #expect(report(leftOut: ["a full disk"]).lines.contains { $0.hasSuffix("a full disk") })
    }

    @Test func `takes percentiles by rank`() {
        let late = ProofReport.Lateness((1...200).map(Int64.init).shuffled())

        #expect([late.p50, late.p90, late.p99, late.max] == [100, 180, 198, 200])
        #expect(ProofReport.Lateness([]).max == 0)
        #expect(ProofReport.Lateness([5]).p99 == 5)
    }
}
