import Foundation
import KicauCore

/// What a scan's process has said, read line by line: events in JSON of `kicau scan --json`, and sentences.
struct ScanEvents: Sendable, Hashable {
    private(set) var count = ScanCount()
    private(set) var verdicts: ScanVerdicts?
    /// The last sentences, for when it ends without a report.
    private(set) var said: [String] = []
    /// The last line, as far as it has come.
    private var rest: [UInt8] = []

    private static let mostSaid = 4
    private static let longestLine = 65_536
    private static let longestSaid = 400

    private struct Event: Decodable {
        let event: String
        let stored_bytes: Int64?
        let of_bytes: Int64?
        let text_bytes: Int64?
        let records: Int64?
        let bad_records: Int64?
        let passages: Int64?
        let bytes_per_s: Int64?
        let seconds_left: Int64?
        let strong: Int?
        let likely: Int?
        let possible: Int?
        let none: Int?
    }

    mutating func take(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                takeLine(rest)
                rest.removeAll(keepingCapacity: true)
            } else if rest.count < ScanEvents.longestLine {
                rest.append(byte)
            }
        }
    }

    private mutating func takeLine(_ line: [UInt8]) {
        guard line.first == UInt8(ascii: "{") else { return hear(String(decoding: line, as: UTF8.self)) }
        // A line that was cut off by a kill tells nothing.
        guard let event = try? JSONDecoder().decode(Event.self, from: Data(line)) else { return }  // see above
        switch event.event {
        case "went": went(event)
        case "left_out": count.leftOut += 1
        case "checkpointed": count.lacksCheckpoint = false
        case "checkpoint_failed": count.lacksCheckpoint = true
        case "scanned":
            went(event)
            count.phase = .judging
        case "done":
            verdicts = ScanVerdicts(
                strong: event.strong ?? 0, likely: event.likely ?? 0, possible: event.possible ?? 0,
                none: event.none ?? 0)
        // A newer one may say more.
        case _: break
        }
    }

    private mutating func went(_ event: Event) {
        count.phase = .reading
        count.storedBytes = event.stored_bytes ?? count.storedBytes
        count.ofBytes = event.of_bytes ?? count.ofBytes
        count.textBytes = event.text_bytes ?? count.textBytes
        count.records = event.records ?? count.records
        count.badRecords = event.bad_records ?? count.badRecords
        count.passages = event.passages ?? count.passages
        count.bytesPerSecond = event.bytes_per_s ?? count.bytesPerSecond
        count.secondsLeft = event.seconds_left
    }

    private mutating func hear(_ sentence: String) {
        let sentence = sentence.trimmingWhitespace
        guard !sentence.isEmpty else { return }
        said.append(String(sentence.prefix(ScanEvents.longestSaid)))
        if said.count > ScanEvents.mostSaid { said.removeFirst() }
    }
}

extension ScanEvents {
    /// What it means that the process ended in this way.
    func end(_ end: ScanProcessEnd) -> (event: CorpusScan.Event, trouble: ScanTrouble?) {
        switch end {
        case .exited(0) where verdicts != nil: (.finished, nil)
        case .exited(ScanProcessEnd.diskFull): (.broke, ScanTrouble(.diskFull, words: words))
        case .exited: (.broke, ScanTrouble(.refused, words: words))
        case .signalled(9), .signalled(15): (.broke, ScanTrouble(.killed))
        case .signalled(let number): (.broke, ScanTrouble(.crashed, words: "\(number)"))
        }
    }

    private var words: String { said.joined(separator: " ") }
}
