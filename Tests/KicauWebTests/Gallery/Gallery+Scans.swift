import KicauCore

@testable import KicauPublish
@testable import KicauWeb

extension Gallery {
    var scanPictures: [Picture] {
        let all = Samples.scans
        return [
            scans("scans-unset", [], ScanOffer(isSet: false, corpora: [], posts: 12)),
            scans("scans-first", [], Samples.scanOffer),
            scans(
                "scans", all.filter { !$0.state.isAtWork }, Samples.scanOffer,
                typed: ScanAsk(corpora: ["corpora/crawl-2026"], background: "corpora/wiki.jsonl.zst"),
                problem: Problem(.badInput, "Nothing was chosen to be scanned.", do: "Choose one.", field: "corpora")),
            scans(
                "scans-busy", all,
                ScanOffer(
                    isSet: true, corpora: Samples.scanOffer.corpora, missing: ["/mnt/gone"], posts: 12, isBusy: true)
            ),
        ]
            + all.map { scan in
                Picture(
                    name: "scan-\(scan.id)",
                    page: ScanPage(scan, frame: frame("/scans/\(scan.id)"), voice))
            }
    }

    private func scans(
        _ name: String, _ scans: [CorpusScan], _ offer: ScanOffer, typed: ScanAsk? = nil, problem: Problem? = nil
    ) -> Picture {
        Picture(
            name: name,
            page: ScansPage(scans, offer: offer, typed: typed, problem: problem, frame: frame("/scans"), voice))
    }
}

extension Samples {
    static let scanOffer = ScanOffer(
        isSet: true,
        corpora: [
            Corpus(name: "corpora/crawl-2026", isFolder: true, files: 5_000, bytes: 83_412_000_000, hasMore: true),
            Corpus(name: "corpora/forum", isFolder: true, files: 12, bytes: 4_120_000_000),
            Corpus(name: "corpora/wiki.jsonl.zst", isFolder: false, files: 1, bytes: 912_345_678),
        ], posts: 1_204)

    /// One in each state, and one for each kind of trouble.
    static let scans: [CorpusScan] = {
        let states: [(CorpusScan.State, ScanTrouble?)] =
            [(.waiting, nil), (.running, nil), (.stopping, nil), (.stopped, nil)]
            + ScanTrouble.Kind.allCases.map { (.interrupted, ScanTrouble($0, words: "corpora/forum")) } + [(.done, nil)]
        return states.enumerated().map { place, state in scan(Int64(place + 1), state.0, state.1) }
            + [scan(20, .done, nil, isHere: false), scan(21, .running, nil, phase: .judging), keptScan]
    }()

    private static var keptScan: CorpusScan {
        var kept = scan(22, .done, nil)
        (kept.isKept, kept.goes) = (true, nil)
        return kept
    }

    private static func scan(
        _ id: Int64, _ state: CorpusScan.State, _ trouble: ScanTrouble?, phase: ScanCount.Phase = .reading,
        isHere: Bool = true
    ) -> CorpusScan {
        var count = ScanCount()
        if state != .waiting {
            (count.phase, count.storedBytes, count.ofBytes) = (phase, 31_000_000_000, 83_412_000_000)
            (count.textBytes, count.bytesPerSecond, count.secondsLeft) = (97_300_000_000, 214_000_000, 1_530)
            (count.records, count.badRecords, count.passages) = (41_223_801, 12, 96)
            (count.leftOut, count.lacksCheckpoint) = (2, true)
        }
        let isDone = state == .done
        var scan = CorpusScan(
            id: ID(id), state: state,
            order: ScanOrder(
                corpora: ["corpora/crawl-2026"], background: isDone ? "corpora/wiki.jsonl.zst" : nil, posts: 1_204),
            startedBy: "Ayu Lestari", asked: now - .hours(2), begun: now - .hours(2),
            ended: state.isAtWork ? nil : now - .minutes(20), count: count,
            verdicts: isDone ? ScanVerdicts(strong: 3, likely: 1, possible: 4, none: 1_196) : nil, trouble: trouble,
            isHere: isHere)
        scan.goes = isHere ? scan.ended.map { $0 + .days(90) } : nil
        return scan
    }
}
