import KicauCore
import Testing

@Suite("Metrics as Prometheus reads them")
struct ExpositionTests {
    private func lines(_ samples: [Sample]) -> [String] {
        Exposition.text(samples).split(separator: "\n").map(String.init)
    }

    @Test func `each measure has its help and type once, and its samples under it in order`() {
        let found = lines([Sample(.deliveries, ["waiting"], 2), Sample(.deliveries, ["scheduled"], 7)])

        #expect(
            found == [
                "# HELP kicau_deliveries Deliveries by state, read from the database",
                "# TYPE kicau_deliveries gauge",
                "kicau_deliveries{state=\"scheduled\"} 7",
                "kicau_deliveries{state=\"waiting\"} 2",
            ])
    }

    @Test func `what labels hold is escaped`() {
        let found = lines([Sample(.build, ["a\"b\\c\nd"], 1)])

        #expect(found.last == #"kicau_build_info{version="a\"b\\c\nd"} 1"#)
    }

    @Test func `large numbers keep their digits`() {
        #expect(lines([Sample(.residentMemory, 123_456_789)]).last == "process_resident_memory_bytes 123456789")
        #expect(lines([Sample(.nextDue, 1_780_279_200.5)]).last == "kicau_next_due_timestamp_seconds 1780279200.5")
    }

    @Test func `buckets add up to the count`() {
        let metrics = Metrics()
        for ms in [50, 200, 200, 90_000_000] {
            metrics.observe(.lateness, "x", value: .milliseconds(ms))
        }

        let found = lines(metrics.samples()).filter { !$0.hasPrefix("#") }

        #expect(found.first == "kicau_delivery_lateness_seconds_bucket{network=\"x\",le=\"0.1\"} 1")
        #expect(found.contains("kicau_delivery_lateness_seconds_bucket{network=\"x\",le=\"0.25\"} 3"))
        #expect(found.contains("kicau_delivery_lateness_seconds_bucket{network=\"x\",le=\"86400\"} 3"))
        #expect(found.contains("kicau_delivery_lateness_seconds_bucket{network=\"x\",le=\"+Inf\"} 4"))
        #expect(found.contains("kicau_delivery_lateness_seconds_count{network=\"x\"} 4"))
    }

    @Test func `counters only grow`() {
        let metrics = Metrics()
        metrics.count(.calls, "x", "2xx")
        metrics.count(.calls, "x", "2xx", by: 2)

        #expect(lines(metrics.samples()).last == "kicau_network_calls_total{network=\"x\",status=\"2xx\"} 3")
    }
}

/// What promtool would find fault with.
@Suite("The names of the measures")
struct MeasureTests {
    @Test func `are as Prometheus wants them`() {
        for measure in Measure.all {
            let name = measure.name
            #expect(name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, "\(name)")
            #expect(name.hasPrefix("kicau_") || name.hasPrefix("process_"), "\(name) says not whose it is")
            #expect((measure.kind == .counter) == name.hasSuffix("_total"), "\(name)")
            #expect(name.firstMatch(of: /_(ms|milliseconds|minutes|kb|megabytes|percent)(_|$)/) == nil, "\(name)")
            #expect(name.firstMatch(of: /_(count|sum|bucket)$/) == nil, "\(name) ends as its own parts do")
            #expect(!measure.help.isEmpty && !measure.help.hasSuffix("."), "\(name)")
            for label in measure.labels {
                #expect(label.wholeMatch(of: /[a-z][a-z_]*/) != nil && label != "le" && label != "quantile", "\(name)")
            }
        }
        #expect(Set(Measure.all.map(\.name)).count == Measure.all.count)
    }

    @Test func `have bounds that grow`() {
        for measure in Measure.all {
            guard case .histogram(let bounds) = measure.kind else { continue }
            #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count, "\(measure.name)")
            #expect(measure.name.hasSuffix("_seconds"), "\(measure.name)")
        }
    }
}
