import KicauCore
import Synchronization

/// Remembers whether the network charged for anything that was asked over it, as the meter reckons it.
final class BilledLine: Line {
    private let line: any Line
    private let billed: @Sendable (MeterUnit, Reply) -> [MeterUnit]
    private let charged = Mutex(false)

    init(line: any Line, billed: @escaping @Sendable (MeterUnit, Reply) -> [MeterUnit]) {
        self.line = line
        self.billed = billed
    }

    var isBilled: Bool { charged.withLock { $0 } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let reply = try await line.call(request, unit: unit)
        // What failed is not charged for, and of some answers only what they brought.
        if (200..<300).contains(reply.status), billed(unit, reply).contains(where: { $0.count > 0 }) {
            charged.withLock { $0 = true }
        }
        return reply
    }
}
