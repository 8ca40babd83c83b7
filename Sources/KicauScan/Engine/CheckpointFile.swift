import Foundation

/// A file that holds the last checkpoint whole, whatever happens while the next is written.
struct CheckpointFile: Sendable {
    let path: String

    /// Nil: there is none, or none that can be read; the scan then begins anew.
    func read() -> ScanLedger? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        return try? ScanLedger(decoding: bytes)  // of another version, or not ours: as good as none
    }

    /// Written beside it, made to last, then put in its place in one step.
    func write(_ ledger: ScanLedger) throws {
        let beside = path + ".next"
        let bytes = try ledger.encoded()
        let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(file) }
        try bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard count > 0 else {
                    if errno == EINTR { continue }
                    throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
                }
                rest = rest.dropFirst(count)
            }
        }
        guard fsync(file) == 0, rename(beside, path) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        // Without this the rename itself may be lost with the power.
        let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)  // none was written
    }
}
