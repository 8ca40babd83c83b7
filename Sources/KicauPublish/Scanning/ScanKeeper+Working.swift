import Foundation
import KicauCore
import KicauStore

extension ScanKeeper {
    /// A scan whose process runs.
    struct Working: Sendable {
        var row: CorpusScanRow
        let process: any ScanProcess
        let files: ScanFiles
        var events: ScanEvents
        var readTo: UInt64 = 0
        var noted: ScanCount
        var notedMs: Int64

        /// What its process has said since.
        mutating func read() {
            guard let file = FileHandle(forReadingAtPath: files.log) else { return }
            defer { try? file.close() }  // it was only read
            // What cannot be read now is read at the next turn.
            guard (try? file.seek(toOffset: readTo)) != nil else { return }  // see above
            while let bytes = try? file.read(upToCount: 1 << 20), !bytes.isEmpty {  // see above
                events.take(bytes)
                readTo += UInt64(bytes.count)
            }
        }
    }
}
