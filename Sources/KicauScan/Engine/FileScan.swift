import Foundation
import KicauText

/// The scan of one file by one thread.
struct FileScan {
    let sought: Sought
    let keeper: LedgerKeeper
    let every: Int64
    let tell: @Sendable (ScanProgress) -> Void

    /// Between two events, in bytes of text.
    private static let step: Int64 = 8 << 20

    func run(_ file: any CorpusFile, _ scanner: PostScanner, _ begun: ScanLedger.OpenFile?) throws {
        tell(.opened(file: file.name))
        var state =
            begun
            ?? ScanLedger.OpenFile(
                record: .init(
                    name: file.name, part: file.part, storedBytes: file.storedBytes, writtenNS: file.writtenNS))
        let earlier = state.record.flaws
        var noted = state.record
        var told = Told(stored: begun?.storedBytesRead ?? 0, record: state.record)
        var passages = 0
        do {
            let reader = try file.open(at: begun?.place)
            while try reader.next({ scan($0, reader, scanner, &state, &passages) }) {
                if state.record.textBytes - told.record.textBytes >= FileScan.step {
                    try Task.checkCancellation()
                    report(state, stored: reader.storedBytesRead, passages, flaws: reader.flaws.count, &told)
                }
                if state.record.textBytes - noted.textBytes >= every {
                    state.place = reader.place
                    state.storedBytesRead = reader.storedBytesRead
                    state.record.flaws = earlier
                    state.record.flaws.add(reader.flaws)
                    keeper.note(state, textBytes: state.record.textBytes - noted.textBytes)
                    noted = state.record
                }
            }
            state.record.flaws = earlier
            state.record.flaws.add(reader.flaws)
            report(state, stored: reader.storedBytesRead, passages, flaws: reader.flaws.count, &told)
        } catch let error as CancellationError {
            throw error
        } catch {
            state.record.flaws.note(file.name, "cannot be read to its end: \(FileScan.words(error))")
            report(
                state, stored: told.stored, passages, flaws: state.record.flaws.count - earlier.count, &told)
        }
        try seal(file, &state.record)
        keeper.close(state, textBytes: state.record.textBytes - noted.textBytes)
        tell(.closed(file: file.name))
    }

    private func scan(
        _ record: RecordText, _ reader: any RecordReader, _ scanner: PostScanner, _ state: inout ScanLedger.OpenFile,
        _ passages: inout Int
    ) -> Int {
        let ended = scanner.scan(record.bytes, from: record.start, to: record.end, isJSON: record.isJSON)
        state.record.records += 1
        state.record.textBytes += Int64(ended - record.start)
        guard !scanner.runs.isEmpty else { return ended }
        var passage: Passage?
        for candidate in Candidate.all(in: scanner.runs, of: { sought.texts[$0] }) {
            let place = DocumentPlace(file: state.record.name, offset: record.offset, name: reader.recordName)
            let order = FindingOrder(longest: candidate.longest, matched: candidate.matched, document: place)
            passages += 1
            guard state.found.counts(order, of: candidate.post) else { continue }
            let text = passage ?? Passage(record.bytes, from: record.start, to: ended, isJSON: record.isJSON)
            passage = text
            state.found.keep(
                text.finding(candidate, of: sought.texts[candidate.post], in: place, shift: record.shift))
        }
        return ended
    }

    /// What the last events have told.
    private struct Told {
        var stored: Int64
        var record: ScanLedger.FileRecord
        var passages = 0
        var flaws = 0
    }

    private func report(
        _ state: ScanLedger.OpenFile, stored: Int64, _ passages: Int, flaws: Int, _ told: inout Told
    ) {
        tell(
            .went(
                // What is packed is begun again a little before the place where it goes on.
                storedBytes: max(0, stored - told.stored), textBytes: state.record.textBytes - told.record.textBytes,
                records: state.record.records - told.record.records))
        if passages > told.passages || flaws > told.flaws {
            tell(.counted(passages: passages - told.passages, badRecords: flaws - told.flaws))
        }
        told = Told(stored: max(stored, told.stored), record: state.record, passages: passages, flaws: flaws)
    }

    private func seal(_ file: any CorpusFile, _ record: inout ScanLedger.FileRecord) throws {
        guard file.part == 0 else { return }
        do {
            record.seal = try file.seal()
        } catch let error as CancellationError {
            throw error
        } catch {
            record.flaws.note(file.name, "has no SHA-256: \(FileScan.words(error))")
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error as? CorpusFault {
        case .some(let fault): fault.sentence
        case nil: error.localizedDescription
        }
    }
}

/// Why a file could not be read to its end, in a sentence that a person may read.
public struct CorpusFault: Error, Sendable, Hashable {
    public let sentence: String

    public init(_ sentence: String) { self.sentence = sentence }
}
