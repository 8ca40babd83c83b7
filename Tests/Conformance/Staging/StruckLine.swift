import KicauCore
import KicauSandbox
import KicauTesting
import Synchronization

@testable import KicauPublish

/// What befalls one call.
enum Blow: Hashable, Sendable, CustomStringConvertible {
    /// The network misbehaves.
    case fault(FaultKind)
    /// It arrived and was done; its answer took longer than it may.
    case lateAnswer
    /// It took longer than it may, and nothing of it arrived.
    case neverArrived
    /// It arrived and was done; its worker died while it waited for the answer.
    case crash

    var description: String {
        switch self {
        case .fault(let kind): kind.rawValue
        case .lateAnswer: "late answer"
        case .neverArrived: "never arrived"
        case .crash: "crash"
        }
    }
}

/// One call of many: of those with this method whose address holds these words, the one with this number, from 1.
struct Struck: Hashable, Sendable {
    let method: Call.Method
    let words: String
    let number: Int
}

/// A line on which one call is struck; all others go as usual.
final class StruckLine: Line {
    private let line: any Line
    private let struck: Struck
    private let blow: Blow
    private let time: HandTime
    private let control: RehearsalControl
    private let seen = Mutex(0)
    private let down = AsyncStream<Void>.makeStream()
    private let awake = AsyncStream<Void>.makeStream()

    init(_ rehearsal: Rehearsal, _ struck: Struck, by blow: Blow) {
        line = rehearsal.kit.line
        time = rehearsal.time
        control = rehearsal.control
        self.struck = struck
        self.blow = blow
    }

    var hasStruck: Bool { seen.withLock { $0 >= struck.number } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard isStruck(request) else { return try await line.call(request, unit: unit) }
        switch blow {
        case .fault(let kind):
            control.add(FaultRule(kind, times: 1, ms: 7_000))
            return try await line.call(request, unit: unit)
        case .lateAnswer:
            _ = try await line.call(request, unit: unit)
            throw outOfTime(request)
        case .neverArrived: throw outOfTime(request)
        case .crash:
            let reply = try await line.call(request, unit: unit)
            down.continuation.finish()
            for await _ in awake.stream {}
            return reply
        }
    }

    private func isStruck(_ request: Call) -> Bool {
        guard request.method == struck.method, request.url.contains(struck.words) else { return false }
        return seen.withLock { seen in
            seen += 1
            return seen == struck.number
        }
    }

    private func outOfTime(_ request: Call) -> LineFailure {
        time.advance(by: request.deadline)
        return .noAnswer(Trace(what: "the call took longer than it may", at: time.now()))
    }

    /// Until the worker is down.
    func waitForCrash() async {
        for await _ in down.stream {}
    }

    /// There will be no crash any more.
    func giveUpWaiting() { down.continuation.finish() }

    /// A worker that was held for dead goes on where it stood.
    func wake() { awake.continuation.finish() }
}
