import Foundation
import KicauScan

/// `kicau scan --self-test`: what would be found on this machine, by kind of script and kind of edit.
struct ScanSelfTest {
    let seed: UInt64
    let threads: Int
    let json: Bool

    func run() async throws {
        var test = SelfTest()
        test.seed = seed
        test.threads = threads
        let outcome = try await test.run()
        let edits = PostEdit.allCases
        let rows = MadeLanguage.allCases.map { language in
            [language.rawValue]
                + edits.map { edit in
                    let cell = outcome.cells.first { $0.language == language && $0.edit == edit }
                    return cell.map { "\($0.found)/\($0.planted)" } ?? ""
                }
        }
        if json { return print(outcome.jsonLine) }
        ClientTalk.printTable(["script"] + edits.map(\.rawValue), rows)
        Talk.say(
            String(
                format:
                    "light edits %.1f %%, hard edits %.1f %%, %d of %d unplanted posts called strong; %.0f MB/s of text",
                outcome.recallLight * 100, outcome.recallHard * 100, outcome.falseStrong, outcome.unplanted,
                outcome.megabytesPerSecond))
    }
}
