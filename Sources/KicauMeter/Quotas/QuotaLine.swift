public import KicauCore

/// A line that makes no call which would pass one of the network's windows, and reads of them in every answer.
public struct QuotaLine: Line {
    private let line: any Line
    private let platform: any Platform
    private let account: ID<Account>?
    private let haste: QuotaHaste
    private let desk: QuotaDesk
    private let time: any TimeSource

    public init(
        _ line: any Line, on platform: any Platform, of account: ID<Account>?, haste: QuotaHaste, desk: QuotaDesk,
        time: any TimeSource
    ) {
        self.line = line
        self.platform = platform
        self.account = account
        self.haste = haste
        self.desk = desk
        self.time = time
    }

    public func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let wants = QuotaWant.all(platform.quotas(for: request), on: platform.id, of: account)
        let asked = time.steadyMs()
        let steps = try await desk.admit(wants, haste: haste)
        let reply: Reply
        do {
            reply = try await line.call(try inTime(request, asked), unit: unit)
        } catch .neverLeft(let retryAt, let reason) {
            desk.putBack(wants, steps)
            throw .neverLeft(retryAt: retryAt, reason)
        } catch .noAnswer(let trace) {
            throw .noAnswer(trace)
        }
        await desk.saw(
            platform.sightings(in: reply, to: request), on: platform.id, of: account, mayWait: !request.isCommit)
        return reply
    }

    /// A commit's time was measured before it came here: what counting took is no longer its own, and with next to
    /// nothing left it is not begun.
    private func inTime(_ request: Call, _ asked: Int64) throws(LineFailure) -> Call {
        guard request.isCommit else { return request }
        let left = request.deadline - .milliseconds(time.steadyMs() - asked)
        guard left >= QuotaLine.least else {
            throw .neverLeft(retryAt: time.now(), .unreachable("counting the call took too long, so nothing was sent"))
        }
        return request.within(left)
    }

    private static let least = Duration.seconds(1)
}
