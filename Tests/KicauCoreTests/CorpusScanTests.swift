import KicauCore
import Testing

@Suite("A scan's states")
struct CorpusScanTests {
    private typealias State = CorpusScan.State

    @Test(arguments: [
        (CorpusScan.State.waiting, CorpusScan.Event.began, CorpusScan.State.running),
        (.running, .began, .running), (.running, .finished, .done), (.stopping, .finished, .done),
        (.running, .broke, .interrupted), (.waiting, .broke, .interrupted), (.stopping, .broke, .stopped),
        (.waiting, .askedToStop, .stopped), (.running, .askedToStop, .stopping),
        (.stopped, .askedToGoOn, .waiting), (.interrupted, .askedToGoOn, .waiting),
    ])
    func `follow one another`(state: CorpusScan.State, event: CorpusScan.Event, next: CorpusScan.State) {
        #expect(state.after(event) == next)
    }

    @Test func `allow nothing else`() {
        var allowed = 0
        for state in State.allCases {
            for event in CorpusScan.Event.allCases where state.after(event) != nil { allowed += 1 }
        }

        #expect(allowed == 11)
        #expect(CorpusScan.Event.allCases.allSatisfy { State.done.after($0) == nil })
    }

    @Test func `have the node for themselves or can go on, and never both`() {
        #expect(State.allCases.filter(\.isAtWork) == [.waiting, .running, .stopping])
        #expect(State.allCases.filter(\.canGoOn) == [.stopped, .interrupted])
        #expect(State.allCases.filter(\.canStop) == [.waiting, .running])
    }

    @Test(arguments: [
        (ScanCount.Phase.reading, Int64(25), Int64(100), 250), (.reading, 200, 100, 1000), (.reading, -5, 100, 0),
        (.reading, 5, 0, 0), (.preparing, 50, 100, 0), (.judging, 0, 0, 1000),
    ])
    func `are as far as the bytes that were read`(phase: ScanCount.Phase, read: Int64, of: Int64, share: Int) {
        var count = ScanCount()
        (count.phase, count.storedBytes, count.ofBytes) = (phase, read, of)

        #expect(count.share == share)
    }
}
