import KicauCore

/// How far a scan is, while it runs and where it stopped.
struct ScanGauge: Sendable {
    struct Fact: Sendable {
        let name: String
        let value: String
    }

    /// Of the bar's 1000 units.
    let width: Int
    let summary: String
    let left: String?
    let facts: [Fact]
    let warnings: [String]

    /// Nil: there is nothing to show.
    init?(_ scan: CorpusScan, _ voice: Voice) {
        guard scan.state != .done, scan.state.isAtWork || scan.count.storedBytes > 0 else { return nil }
        let count = scan.count
        width = count.share
        summary = voice.say(ScanGauge.summary(scan, voice))
        let span = scan.state == .running && count.phase == .reading ? count.secondsLeft.map(voice.span) : nil
        left = span.map { voice.say("about \($0) left") }
        facts = count.phase == .preparing ? [] : ScanGauge.facts(scan, voice)
        warnings = ScanGauge.warnings(count).map(voice.say)
    }

    private static func facts(_ scan: CorpusScan, _ voice: Voice) -> [Fact] {
        let count = scan.count
        var facts: [(Sentence, String)] = [
            ("Text looked through", voice.size(count.textBytes)), ("Records", voice.number(count.records)),
            ("Records that cannot be read", voice.number(count.badRecords)),
            ("Passages to be weighed", voice.number(count.passages)),
        ]
        if scan.state == .running, count.phase == .reading {
            facts.insert(("Speed", voice.say("\(voice.size(count.bytesPerSecond)) a second")), at: 0)
        }
        return facts.map { Fact(name: voice.say($0), value: $1) }
    }

    private static func warnings(_ count: ScanCount) -> [Sentence] {
        var warnings: [Sentence] = []
        if count.lacksCheckpoint {
            warnings.append(
                "The checkpoint could not be written, so more has to be read again if the scan ends now. Is the disk full?"
            )
        }
        if count.leftOut > 0 {
            warnings.append("\(count.leftOut) links lead out of what is scanned and were left out.")
        }
        return warnings
    }

    private static func summary(_ scan: CorpusScan, _ voice: Voice) -> Sentence {
        let count = scan.count
        switch (scan.state, count.phase) {
        case (.waiting, _): return "It begins in a moment."
        case (.stopping, _): return "It is being stopped."
        case (_, .preparing): return "The posts are being read."
        case (_, .judging): return "All is read. What was found is being weighed, and the report written."
        case (_, .reading):
            let read = voice.size(count.storedBytes)
            return count.ofBytes > 0 ? "\(read) of \(voice.size(count.ofBytes)) read" : "\(read) read"
        }
    }
}
