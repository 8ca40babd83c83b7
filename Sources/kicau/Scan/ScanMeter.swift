import Foundation
import KicauCore
import KicauScan
import Synchronization

/// Says how far a scan is: a bar for people at a terminal, lines for logs, JSON for machines.
final class ScanMeter: Sendable {
    private struct State {
        var stored: Int64 = 0
        var text: Int64 = 0
        var records: Int64 = 0
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
                state.stored += stored
                state.text += text
                state.records += records
                let pause: Duration = isTerminal && !json ? .milliseconds(250) : json ? .seconds(1) : .seconds(30)
                let now = ContinuousClock.now
                guard now - (state.told ?? began) >= pause else { return nil }
                state.told = now
                return state
            }
            if let due { show(due) }
        case .opened(let file): event(["event": "opened", "file": file])
        case .closed(let file): event(["event": "closed", "file": file])
        case .checkpointed: event(["event": "checkpointed"])
        case .resumed(let files):
            say("It goes on where it stopped: \(files) files are done.")
            event(["event": "resumed", "files_done": files])
        case .checkpointFailed(let why): say("The checkpoint could not be written, and the scan goes on: \(why)")
        case .checkpointIsOfAnotherScan:
            say("The checkpoint there is of another scan, or a file has changed since: it begins anew.")
        }
    }

    func end() {
        let last = state.withLock { $0 }
        if isTerminal, !json { show(last) }
        let seconds = (ContinuousClock.now - began).inSeconds
        say("\(last.records) records, \(ScanMeter.size(last.text)) of text in \(ScanMeter.span(seconds))")
    }

    private func show(_ state: State) {
        let seconds = (ContinuousClock.now - began).inSeconds
        let rate = Double(state.text) / max(seconds, 0.001)
        if json {
            event([
                "event": "went", "stored_bytes": state.stored, "of_bytes": bytes, "text_bytes": state.text,
                "records": state.records, "bytes_per_s": Int64(rate),
            ])
            return
        }
        var words = "\(ScanMeter.size(state.text)), \(ScanMeter.size(Int64(rate)))/s"
        if bytes > 0, state.stored > 0 {
            let share = min(1, Double(state.stored) / Double(bytes))
            let left = seconds * (1 - share) / max(share, 1e-6)
            words = "\(ScanMeter.bar(share)) \(Int(share * 100)) %, \(words), \(ScanMeter.span(left)) left"
        }
        if isTerminal {
            FileHandle.standardError.write(Data("\r\u{1B}[K\(words)".utf8))
        } else {
            Talk.say(words)
        }
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
