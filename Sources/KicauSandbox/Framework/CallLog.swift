import Synchronization

/// One request a network saw.
public struct SeenCall: Sendable, Hashable, Codable {
    public let ms: Int64
    public let method: String
    public let path: String
    public let account: String?
    /// What was answered; 0 when the connection was closed without an answer.
    public let status: Int
    /// The fault that fired, if one did.
    public let fault: FaultKind?
}

/// The last calls of a network, so many and no more.
final class CallLog: Sendable {
    private let calls = Mutex<[SeenCall]>([])
    private let limit: Int

    init(limit: Int = 2000) { self.limit = limit }

    func add(_ call: SeenCall) {
        calls.withLock { calls in
            // Cut in large pieces, so that a full log does not move all of itself at each call.
            if calls.count >= limit * 2 { calls.removeFirst(calls.count - limit + 1) }
            calls.append(call)
        }
    }

    var all: [SeenCall] { calls.withLock { $0.suffix(limit) } }
}
