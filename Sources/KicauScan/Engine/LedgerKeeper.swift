import Foundation
import Synchronization

/// The ledger that the threads of a scan share, and the file that it is kept in.
final class LedgerKeeper: Sendable {
    private struct State {
        var ledger: ScanLedger
        var textBytesSince: Int64 = 0
    }

    private let state: Mutex<State>
    private let file: CheckpointFile?
    private let every: Int64
    private let tell: @Sendable (ScanProgress) -> Void

    /// - Parameter every: bytes of text between checkpoints, of all threads together.
    init(
        _ ledger: ScanLedger, _ file: CheckpointFile?, every: Int64, _ tell: @escaping @Sendable (ScanProgress) -> Void
    ) {
        state = Mutex(State(ledger: ledger))
        self.file = file
        self.every = every
        self.tell = tell
    }

    var ledger: ScanLedger { state.withLock { $0.ledger } }

    /// How a file stands that is being read; written when enough was read since the last time.
    func note(_ open: ScanLedger.OpenFile, textBytes: Int64) {
        keep(textBytes) { $0.note(open) }
    }

    func close(_ open: ScanLedger.OpenFile, textBytes: Int64) {
        keep(textBytes) { $0.close(open) }
    }

    private func keep(_ textBytes: Int64, _ change: (inout ScanLedger) -> Void) {
        let event: ScanProgress? = state.withLock { state in
            change(&state.ledger)
            state.textBytesSince += textBytes
            guard state.textBytesSince >= every else { return nil }
            state.textBytesSince = 0
            return write(state.ledger)
        }
        if let event { tell(event) }
    }

    /// Whatever was read since.
    func write() {
        if let event = state.withLock({ write($0.ledger) }) { tell(event) }
    }

    private func write(_ ledger: ScanLedger) -> ScanProgress? {
        guard let file else { return nil }
        do {
            try file.write(ledger)
            return .checkpointed
        } catch {
            return .checkpointFailed("The checkpoint \(file.path) cannot be written: \(error.localizedDescription)")
        }
    }
}
