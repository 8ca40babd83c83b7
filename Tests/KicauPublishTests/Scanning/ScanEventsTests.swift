import KicauCore
import Testing

@testable import KicauPublish

@Suite("What a scan's process says")
struct ScanEventsTests {
    private func taking(_ lines: String...) -> ScanEvents {
        var events = ScanEvents()
        for line in lines { events.take(Array((line + "\n").utf8)) }
        return events
    }

    private let went = #"""
        {"bad_records":2,"bytes_per_s":250000,"event":"went","of_bytes":1000,"passages":7,"records":40,"seconds_left":3,"stored_bytes":400,"text_bytes":900}
        """#

    @Test func `is how far it is`() {
        let count = taking(#"{"event":"opened","file":"a"}"#, went).count

        #expect(count.phase == .reading && count.share == 400)
        #expect(count.records == 40 && count.badRecords == 2 && count.passages == 7)
        #expect(count.textBytes == 900 && count.bytesPerSecond == 250_000 && count.secondsLeft == 3)
    }

    @Test func `is read the same in whatever pieces it comes`() {
        let text = "\(went)\nkicau: A sentence.\n" + #"{"event":"scanned","records":41}"# + "\n"
        var whole = ScanEvents()
        whole.take(Array(text.utf8))
        var bitten = ScanEvents()

        for byte in text.utf8 { bitten.take([byte]) }

        #expect(bitten == whole)
        #expect(whole.count.phase == .judging && whole.count.records == 41 && whole.said == ["kicau: A sentence."])
    }

    @Test(arguments: [
        "{\"event\":\"went\",\"records\":", "{}", "{\"event\":7}", "{\"event\":\"unheard-of\"}", "", "   ",
        "{\"event\":\"went\",\"records\":\"many\"}",
    ])
    func `is passed over where it says nothing`(line: String) { #expect(taking(line) == ScanEvents()) }

    @Test func `is kept to its last sentences, each of a bounded length`() {
        var events = ScanEvents()
        for number in 1...50 { events.take(Array("\(number) \(String(repeating: "x", count: 9_000))\n".utf8)) }

        #expect(events.said.map { $0.prefix(2) } == ["47", "48", "49", "50"])
        #expect(events.said.allSatisfy { $0.count == 400 })
    }

    @Test func `warns of a checkpoint that is lacking until one is written`() {
        #expect(taking(#"{"event":"checkpoint_failed"}"#).count.lacksCheckpoint)
        #expect(!taking(#"{"event":"checkpoint_failed"}"#, #"{"event":"checkpointed"}"#).count.lacksCheckpoint)
        #expect(taking(#"{"event":"left_out","file":"/a"}"#).count.leftOut == 1)
    }

    private let done = #"{"event":"done","none":9,"possible":3,"likely":2,"strong":1,"p":0.01}"#

    @Test func `tells how it ended`() {
        let finished = taking(done)
        #expect(finished.verdicts == ScanVerdicts(strong: 1, likely: 2, possible: 3, none: 9))
        #expect(finished.end(.exited(0)).event == .finished && finished.end(.exited(0)).trouble == nil)
        // Only the exit says that the report is written.
        #expect(finished.end(.signalled(9)).trouble == ScanTrouble(.killed))
        let silent = ScanEvents()
        #expect(silent.end(.exited(0)).trouble?.kind == .refused)
        #expect(silent.end(.signalled(9)).trouble == ScanTrouble(.killed))
        #expect(silent.end(.signalled(11)).trouble == ScanTrouble(.crashed, words: "11"))
        let full = taking("kicau: The report could not be written.", "       Make room.  [disk-full]")
        #expect(
            full.end(.exited(6)).trouble
                == ScanTrouble(.diskFull, words: "kicau: The report could not be written. Make room.  [disk-full]"))
        #expect(full.end(.exited(1)).trouble?.kind == .refused)
    }
}
