import Foundation
import Synchronization

/// Looks for posts in the files of a corpus. Stopped at any moment and run again, it ends with the same ledger.
public struct Scan: Sendable {
    public let sought: Sought
    public let files: [any CorpusFile]
    /// Where to keep the checkpoint; nil: nowhere.
    public var checkpoint: String?
    /// Bytes of text that one thread scans between checkpoints.
    public var checkpointEvery: Int64 = 256 << 20
    public var threads = 2
    /// In which way the files are read, in any words: a checkpoint of another way is not used.
    public var settings = ""

    public init(_ sought: Sought, in files: [any CorpusFile], checkpoint: String? = nil) {
        self.sought = sought
        self.files = files
        self.checkpoint = checkpoint
    }

    /// Scans what an earlier run has not. The checkpoint stays, so that a run after the end only reads it.
    ///
    /// A file that cannot be read, and a record that is bad, stand in the ledger and stop nothing.
    ///
    /// - Throws: `CancellationError` only.
    public func run(_ tell: @escaping @Sendable (ScanProgress) -> Void = { _ in }) async throws -> ScanLedger {
        let file = checkpoint.map(CheckpointFile.init)
        let keeper = LedgerKeeper(begin(file, tell), file, every: checkpointEvery, tell)
        let begun = keeper.ledger
        let left = files.filter { begun.files[ScanLedger.key($0.name, $0.part)] == nil }
        let queue = FileQueue(left)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<min(max(1, threads), left.count) {
                group.addTask {
                    let scan = FileScan(sought: sought, keeper: keeper, every: checkpointEvery, tell: tell)
                    let scanner = sought.scanner()
                    while let file = queue.next() {
                        try Task.checkCancellation()
                        try scan.run(file, scanner, begun.open[ScanLedger.key(file.name, file.part)])
                    }
                }
            }
            try await group.waitForAll()
        }
        keeper.write()
        return keeper.ledger
    }

    private func begin(_ file: CheckpointFile?, _ tell: (ScanProgress) -> Void) -> ScanLedger {
        let anew = ScanLedger(sought: sought.digest, settings: settings)
        guard let kept = file?.read() else { return anew }
        guard kept.sought == anew.sought, kept.settings == settings, isOfTheseFiles(kept) else {
            tell(.checkpointIsOfAnotherScan)
            return anew
        }
        tell(.resumed(filesDone: kept.files.count))
        tell(.stood(kept.tally))
        return kept
    }

    /// What it has read is among the files, as large as it was, and nobody has written to it since.
    private func isOfTheseFiles(_ kept: ScanLedger) -> Bool {
        let now = Dictionary(
            files.map { (ScanLedger.key($0.name, $0.part), [$0.storedBytes, $0.writtenNS]) },
            uniquingKeysWith: { first, _ in first })
        return kept.states.allSatisfy { now[$0] == $1 }
    }
}

/// The files that no thread has taken yet.
private final class FileQueue: Sendable {
    private let left: Mutex<ArraySlice<any CorpusFile>>

    init(_ files: [any CorpusFile]) { left = Mutex(files[...]) }

    func next() -> (any CorpusFile)? { left.withLock { $0.popFirst() } }
}
