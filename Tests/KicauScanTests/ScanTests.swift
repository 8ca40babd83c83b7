import Foundation
import KicauCore
import Synchronization
import Testing

@testable import KicauScan

@Suite("A scan of a corpus")
struct ScanTests {
    private let sought: Sought
    private let files: [MemoryLines]

    init() {
        var dice = SeededRandom(seed: 12)
        let posts = (0..<12).map { ScanTests.words(10 + $0, &dice) }
        let texts = (0..<120).map { number in
            let noise = ScanTests.words(20, &dice)
            return number.isMultiple(of: 3) ? "\(noise) \(posts[number % 12].uppercased()) \(noise)" : noise
        }
        sought = Sought(posts.enumerated().map { ArchivePost(id: "post \($0)", text: $1) })
        files = (0..<4).map { number in
            var file = MemoryLines(name: "file-\(number).jsonl", texts: texts[number * 30..<number * 30 + 30])
            file = MemoryLines(name: file.name, contents: file.contents + Array("rubbish\n".utf8))
            return file
        }
    }

    @Test func `finds what was planted, and counts and locates what is bad`() async throws {
        let ledger = try await Scan(sought, in: files).run()
        let judgement = Judge(sought, ledger.found).judgement()

        #expect(judgement.posts.map(\.post) == [0, 3, 6, 9])
        #expect(judgement.posts.allSatisfy { $0.documents == 10 })
        #expect(judgement.posts.map(\.hits.count) == [Found.shortKept, 10, 10, 10])
        #expect(judgement.posts.map(\.verdict.verdict) == [.likely, .strong, .strong, .strong])
        let records = ledger.files.values
        #expect(records.allSatisfy { $0.records == 30 && $0.flaws.count == 1 && $0.seal != nil })
    }

    @Test func `gives the same bytes with one thread and with many, in whatever order the files come`() async throws {
        let once = try await report(Scan(sought, in: files))
        for threads in [1, 2, 4] {
            var scan = Scan(sought, in: files.reversed())
            scan.threads = threads

            #expect(try await report(scan) == once)
        }
    }

    @Test func `done in parts and merged in any order gives the same bytes`() async throws {
        let once = try await report(Scan(sought, in: files))
        var parts: [ScanLedger] = []
        for file in files { parts.append(try await Scan(sought, in: [file]).run()) }
        var dice = SeededRandom(seed: 1)
        for _ in 0..<10 {
            parts.shuffle(using: &dice)
            // One part twice, as after a retry.
            let merged = try ScanLedger.merged(parts.map { try ScanLedger(decoding: $0.encoded()) } + [parts[0]])

            #expect(try bytes(merged) == once)
        }
    }

    @Test func `does not merge what does not belong together`() async throws {
        let all = try await Scan(sought, in: files).run()
        let some = try await Scan(sought, in: [files[0]]).run()
        let other = try await Scan(Sought([]), in: files).run()

        #expect(throws: ScanLedger.MergeRefusal.sharedFile("file-0.jsonl#0")) { try ScanLedger.merged([all, some]) }
        #expect(throws: ScanLedger.MergeRefusal.otherPosts) { try ScanLedger.merged([all, other]) }
        #expect(throws: ScanLedger.MergeRefusal.unfinished) { try ScanLedger.merged([]) }
    }

    @Test func `killed a thousand times, at any record, and begun again ends with the same bytes`() async throws {
        let files = Array(files.prefix(2))
        let once = try await report(Scan(sought, in: files))
        var dice = SeededRandom(seed: 2)
        var (all, round) = (0, 0)
        while all < 1_000 {
            round += 1
            let path = temporary(inMemory: true)
            defer { try? FileManager.default.removeItem(atPath: path) }  // only the temporary file
            var kills = 0
            while true {
                let fuse = Mutex(1 + dice.below(40))
                var scan = Scan(
                    sought,
                    in: files.map { file in
                        var file = file
                        file.interrupt = {
                            try fuse.withLock { left in
                                left -= 1
                                if left <= 0 { throw CancellationError() }
                            }
                        }
                        return file
                    }, checkpoint: path)
                scan.threads = 1 + round % 2
                scan.checkpointEvery = Int64(600 + dice.below(2_400))
                do {
                    let ledger = try await scan.run()
                    #expect(try bytes(ledger) == once, "round \(round)")
                    break
                } catch is CancellationError {
                    kills += 1
                    // What a kill leaves of a checkpoint that was being written.
                    try Data("{\"half".utf8).write(to: URL(filePath: path + ".next"))
                }
                try #require(kills < 1_000)
            }
            all += kills
            try? FileManager.default.removeItem(atPath: path + ".next")  // only where it was killed
        }
    }

    @Test func `does not use the checkpoint of other posts, nor one that is no checkpoint`() async throws {
        let path = temporary()
        defer { try? FileManager.default.removeItem(atPath: path) }  // only the temporary file
        _ = try await Scan(Sought([ArchivePost(id: "1", text: "lain")]), in: files, checkpoint: path).run()
        let events = Mutex<[ScanProgress]>([])

        let ledger = try await Scan(sought, in: files, checkpoint: path).run { event in
            events.withLock { $0.append(event) }
        }

        #expect(events.withLock { $0.first } == .checkpointIsOfAnotherScan)
        #expect(try bytes(ledger) == (try await report(Scan(sought, in: files))))
        try Data("rubbish".utf8).write(to: URL(filePath: path))
        #expect(try await report(Scan(sought, in: files, checkpoint: path)) == (try bytes(ledger)))
    }

    @Test func `does not use a checkpoint of a file that somebody has written to since`() async throws {
        let (corpus, path) = (temporary() + ".jsonl", temporary())
        defer { for one in [corpus, path] { try? FileManager.default.removeItem(atPath: one) } }  // only these two
        func write(_ file: MemoryLines) throws { try Data(file.contents).write(to: URL(filePath: corpus)) }
        func scan() async throws -> Data { try await report(Scan(sought, in: [StoredFile(corpus)], checkpoint: path)) }
        try write(files[0])
        let first = try await scan()
        #expect(try await scan() == first)

        // As long as before; a clock that stands still would hide it, so it is moved on by hand.
        try write(MemoryLines(name: "", contents: files[0].contents.map { $0 == 0x65 ? 0x75 : $0 }))
        let later = Date(timeIntervalSinceNow: 60)
        try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: corpus)

        #expect(try await scan() != first)
        #expect(try await scan() == (try await report(Scan(sought, in: [StoredFile(corpus)]))))
    }

    @Test func `goes on when the checkpoint cannot be written, and says why`() async throws {
        let events = Mutex<[ScanProgress]>([])

        let ledger = try await Scan(sought, in: files, checkpoint: "/nowhere/at/all").run { event in
            events.withLock { $0.append(event) }
        }

        #expect(ledger.files.count == 4)
        #expect(events.withLock { $0.contains { if case .checkpointFailed = $0 { true } else { false } } })
    }

    @Test func `says that a file cannot be read to its end, and keeps what came before`() async throws {
        var file = files[0]
        let left = Mutex(10)
        file.interrupt = {
            try left.withLock { left in
                left -= 1
                if left < 0 { throw CorpusFault("the disk is gone.") }
            }
        }

        let ledger = try await Scan(sought, in: [file] + files.dropFirst()).run()

        let record = try #require(ledger.files["file-0.jsonl#0"])
        #expect(record.records == 10)
        #expect(
            record.flaws.first == [
                Flaw(place: "file-0.jsonl", sentence: "cannot be read to its end: the disk is gone.")
            ])
        #expect(ledger.files.count == 4)
    }

    @Test func `keeps a bounded number of passages, the same in whatever order they come`() {
        var dice = SeededRandom(seed: 9)
        let findings = (0..<200).map { number in
            Finding(
                post: 0, document: DocumentPlace(file: "f", offset: Int64(number)), bytes: 0..<1,
                longest: (5 + dice.below(20)) * PostWords.whole, matched: 5, parts: [],
                quote: Quote(before: "", text: "", after: "", isCut: false), edits: [], changes: [:])
        }
        var all: [Found] = []
        for _ in 0..<5 {
            var halves = [Found(), Found()]
            for finding in findings.shuffled(using: &dice) {
                let half = dice.below(2)
                if halves[half].counts(finding.order, of: 0) { halves[half].keep(finding) }
            }
            halves[0].add(halves[1])
            all.append(halves[0])
        }

        #expect(all.allSatisfy { $0 == all[0] })
        #expect(all[0].posts[0]?.documents == 200)
        #expect(all[0].posts[0]?.best.count == Found.longKept + Found.shortKept)
    }

    private func report(_ scan: Scan) async throws -> Data { try bytes(await scan.run()) }

    private func bytes(_ ledger: ScanLedger) throws -> Data {
        try ReportLines(sought, ledger, Judge(sought, ledger.found).judgement()).data()
    }

    /// - Parameter inMemory: a thousand checkpoints on a busy disk would be what is timed.
    private func temporary(inMemory: Bool = false) -> String {
        let memory = "/dev/shm"
        let folder =
            inMemory && FileManager.default.isWritableFile(atPath: memory)
            ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        return folder.appending(path: "kicau-scan-\(UUID().uuidString)").path
    }

    private static func words(_ count: Int, _ dice: inout SeededRandom) -> String {
        (0..<count).map { _ in
            String((0..<3 + dice.below(6)).map { _ in "abdegiklmnoprstu".randomElement(using: &dice) ?? "a" })
        }
        .joined(separator: " ")
    }
}
