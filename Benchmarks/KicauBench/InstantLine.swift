import KicauCore
import Synchronization

/// Takes each call at once and remembers which keys it was sent, so that a benchmark which sends twice says so.
final class InstantLine: Line {
    private let sent = Mutex<[String: Int]>([:])
    private let time: any TimeSource

    init(time: any TimeSource) { self.time = time }

    var keys: Int { sent.withLock { $0.count } }
    var sentTwice: Int { sent.withLock { sent in sent.values.count { $0 > 1 } } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard case .bytes(let bytes, _) = request.body else {
            return Reply(status: 200, headers: [], body: [], at: time.now())
        }
        let key = String(decoding: bytes, as: UTF8.self)
        let number = sent.withLock { sent in
            sent[key, default: 0] += 1
            return sent.count
        }
        return Reply(status: 201, headers: [], body: Array("instant-\(number)".utf8), at: time.now())
    }
}
