public import Foundation
import KicauCore
import Synchronization

/// A call that a network made to the app.
public struct MadeRing: Sendable {
    public let url: String
    public let body: Data
    /// The header's name and value.
    public let signature: (name: String, value: String)
    /// 0 when nobody answered.
    public let status: Int
    public let ms: Int64
}

/// The last calls a network made, so many and no more.
final class RingLog: Sendable {
    private let rings = Mutex<[MadeRing]>([])
    private static let limit = 200

    func add(_ ring: MadeRing) {
        rings.withLock { rings in
            if rings.count >= RingLog.limit { rings.removeFirst() }
            rings.append(ring)
        }
    }

    var all: [MadeRing] { rings.withLock { $0 } }
}

extension MadeRing {
    /// As the control routes show it.
    var json: JSONValue {
        [
            "url": .string(url), "status": .integer(Int64(status)), "atMs": .integer(ms),
            "header": .string("\(signature.name): \(signature.value)"),
            "body": .string(String(decoding: body, as: UTF8.self)),
        ]
    }
}
