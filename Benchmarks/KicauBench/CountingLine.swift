import KicauCore
import Synchronization

/// Remembers which posts went through it, so that a benchmark which sends one twice says so.
final class CountingLine: Line {
    private let sent = Mutex<[String: Int]>([:])
    private let line: any Line

    init(over line: any Line) { self.line = line }

    /// Different posts so far.
    var posts: Int { sent.withLock { $0.count } }
    var sentTwice: Int { sent.withLock { sent in sent.values.count { $0 > 1 } } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        sent.withLock { $0[request.url, default: 0] += 1 }
        return try await line.call(request, unit: unit)
    }
}
