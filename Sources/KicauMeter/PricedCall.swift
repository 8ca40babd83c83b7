public import KicauCore
import KicauStore

/// An answer, and what was booked for it.
public struct PricedReply: Sendable {
    public let reply: Reply
    public let booked: Money
}

extension MeteredLine {
    /// Makes a call whose price only its answer tells: the most it can come to is set aside before, and what it came to is
    /// booked after; the rest is let go of.
    ///
    /// - Parameter settled: what a good answer costs. Anything else is not billed.
    public func call(
        _ request: Call, unit: MeterUnit, atMost: Fare, settled: @Sendable (Reply) -> Fare
    ) async throws(LineFailure) -> PricedReply {
        let hold = try await till.hold(atMost, on: platform)
        do {
            let reply = try await line.call(request, unit: unit)
            guard (200..<300).contains(reply.status) else {
                await till.settle(hold, spent: false)
                return PricedReply(reply: reply, booked: .zero)
            }
            let fare = settled(reply)
            await till.settle(hold, as: fare)
            return PricedReply(reply: reply, booked: fare.total)
        } catch .neverLeft(let retryAt, let reason) {
            await till.settle(hold, spent: false)
            throw .neverLeft(retryAt: retryAt, reason)
        } catch .noAnswer(let trace) {
            // A time-out is no refund: it stays set aside until a person has looked at the bill.
            await till.doubt(hold)
            throw .noAnswer(trace)
        }
    }
}

extension Till {
    func settle(_ name: String, as fare: Fare) async {
        let now = time.now()
        // Fenced, so that it is written though whoever waits has gone away. What fails leaves all of it set aside.
        _ = try? await store.write(as: .fenced) { try $0.captureHold(name, as: fare, at: now) }  // errs safely
    }

    func doubt(_ name: String) async {
        _ = try? await store.write(as: .fenced) { try $0.markHoldInDoubt(name) }  // held counts as much as in doubt
    }
}
