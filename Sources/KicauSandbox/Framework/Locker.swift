import Foundation
import KicauCore
import Synchronization

/// A network's own state behind its own lock, saved with the ground.
final class Locker<Value: Codable & Sendable>: Sendable, KeptLocker {
    private let value: Mutex<Value>
    private let bell: AsyncStream<Void>.Continuation

    init(_ value: Value, bell: AsyncStream<Void>.Continuation) {
        self.value = Mutex(value)
        self.bell = bell
    }

    func read<R: Sendable>(_ body: (Value) throws -> R) rethrows -> R {
        try value.withLock { try body($0) }
    }

    func change<R: Sendable>(_ body: (inout Value) throws -> R) rethrows -> R {
        defer { bell.yield() }
        return try value.withLock { try body(&$0) }
    }

    func content() throws -> JSONValue {
        let copy = value.withLock { $0 }
        return try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(copy))
    }
}

/// A locker whose content can be saved, whatever it is.
protocol KeptLocker: Sendable {
    func content() throws -> JSONValue
}
