import Foundation
import KicauCore
import KicauScan
import Synchronization

/// Says how far a scan is: a bar for people at a terminal, lines for logs, JSON for machines.
final class ScanMeter: Sendable {
    private struct State {
        var tally = ScanTally()
        /// What an earlier run had read.
        var before = ScanTally()
        var told: ContinuousClock.Instant?
    }

    private let bytes: Int64
    private let json: Bool
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private let began = ContinuousClock.now
    private let state = Mutex(State())

    /// - Parameter bytes: of the whole corpus as it is stored; 0: not known.
    init(bytes: Int, json: Bool) {
        self.bytes = Int64(bytes)
        self.json = json
    }

    @Sendable func take(_ progress: ScanProgress) {
        switch progress {
        case .went(let stored, let text, let records):
            let due = state.withLock { state -> State? in
                state.tally.storedBytes += stored
                state.tally.textBytes += text
                state.tally.records += records
                let pause: Duration = isTerminal && !json ? .milliseconds(250) : json ? .seconds(1) : .seconds(30)
                let now = ContinuousClock.now
                guard now - (state.told ?? began) >= pause else { return nil }
                state.told = now
                return state
            }
            if let due { show(due) }
        case .counted(let passages, let badRecords):
            state.withLock { state in
                state.tally.passages += passages
                state.tally.badRecords += badRecords
            }
        case .stood(let tally):
            let stood = state.withLock { state in
                (state.tally, state.before) = (tally, tally)
                return state
            }
            if json { show(stood) }
        case .opened(let file): event(["event": "opened", "file": file])
        case .closed(let file): event(["event": "closed", "file": file])
        case .checkpointed: event(["event": "checkpointed"])
        case .resumed(let files):
            say("It goes on where it stopped: \(files) files are done.")
            event(["event": "resumed", "files_done": files])
        case .checkpointFailed(let why):
            say("The checkpoint could not be written, and the scan goes on: \(why)")
            event(["event": "checkpoint_failed"])
        case .checkpointIsOfAnotherScan:
            say("The checkpoint there is of another scan, or a file has changed since: it begins anew.")
        }
    }

    func end() {
        let last = state.withLock { $0 }
        if isTerminal, !json { show(last) }
        let seconds = (ContinuousClock.now - began).inSeconds
        say(
            "\(last.tally.records) records, \(ScanMeter.size(last.tally.textBytes)) of text in \(ScanMeter.span(seconds))"
        )
        event(numbers(of: last, seconds).merging(["event": "scanned"]) { _, name in name })
    }

    /// A link leads out of what is scanned.
    func leftOut(_ file: String) {
        say("\(file) is a link to somewhere else and is left out.")
        event(["event": "left_out", "file": file])
    }

    private func show(_ state: State) {
        let seconds = (ContinuousClock.now - began).inSeconds
        if json { return event(numbers(of: state, seconds).merging(["event": "went"]) { _, name in name }) }
        let rate = rate(of: state, seconds)
        var words = "\(ScanMeter.size(state.tally.textBytes)), \(ScanMeter.size(rate))/s"
        if let left = secondsLeft(of: state, seconds) {
            let share = min(1, Double(state.tally.storedBytes) / Double(bytes))
            words = "\(ScanMeter.bar(share)) \(Int(share * 100)) %, \(words), \(ScanMeter.span(left)) left"
        }
        if isTerminal {
            FileHandle.standardError.write(Data("\r\u{1B}[K\(words)".utf8))
        } else {
            Talk.say(words)
        }
    }

    private func numbers(of state: State, _ seconds: Double) -> [String: any Sendable] {
        let tally = state.tally
        var numbers: [String: any Sendable] = [
            "stored_bytes": tally.storedBytes, "of_bytes": bytes, "text_bytes": tally.textBytes,
            "records": tally.records, "bad_records": tally.badRecords, "passages": tally.passages,
            "bytes_per_s": rate(of: state, seconds),
        ]
        if let left = secondsLeft(of: state, seconds) { numbers["seconds_left"] = Int64(min(left.rounded(), 1e9)) }
        return numbers
    }

    /// Of text, by this run.
    private func rate(of state: State, _ seconds: Double) -> Int64 {
        Int64(Double(state.tally.textBytes - state.before.textBytes) / max(seconds, 0.001))
    }

    /// As fast as this run has gone so far; nil: it cannot be told.
    private func secondsLeft(of state: State, _ seconds: Double) -> Double? {
        let read = state.tally.storedBytes - state.before.storedBytes
        guard bytes > 0, read > 0 else { return nil }
        return seconds * Double(max(0, bytes - state.tally.storedBytes)) / Double(read)
    }

    private func say(_ text: String) {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        Talk.say(text)
    }

    private func event(_ values: [String: any Sendable]) {
        guard json else { return }
        // Texts and numbers can always be written.
        let bytes = try? JSONSerialization.data(withJSONObject: values, options: .sortedKeys)  // see above
        print(bytes.map { String(decoding: $0, as: UTF8.self) } ?? "{}")
        // Whoever follows along waits for it; a pipe or a file is else written a few kilobytes at a time.
        fflush(nil)
    }

    /// The last line of `--json`.
    static func done(_ judgement: Judgement) -> String {
        let counts = KicauScan.Verdict.allCases.map { "\"\($0.rawValue)\":\(judgement.counts[$0] ?? 0)" }
        let p = judgement.omnibus.map { "\($0.p)" } ?? "null"
        return "{\"event\":\"done\"," + counts.joined(separator: ",") + ",\"p\":\(p)}"
    }
}

extension ScanMeter {
    static func bar(_ share: Double) -> String {
        let full = Int(share * 24)
        return String(repeating: "█", count: full) + String(repeating: "░", count: 24 - full)
    }

    /// In units of a thousand.
    static func size(_ bytes: Int64) -> String {
        switch bytes {
        case 10_000_000_000...: "\(bytes / 1_000_000_000) GB"
        case 10_000_000...: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000) kB"
        }
    }

    static func span(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(), 1e9))
        if whole >= 7_200 { return "\(whole / 3_600) h \(whole % 3_600 / 60) min" }
        return whole >= 120 ? "\(whole / 60) min" : "\(whole) s"
    }
}
