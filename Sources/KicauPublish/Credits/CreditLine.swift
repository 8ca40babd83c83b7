import KicauCore
import KicauStore
import Logging

/// A line that makes no call from credits that are used up, and hears in each answer whether they are.
struct CreditLine: Line {
    let line: any Line
    let kit: Kit
    let platform: any Platform
    let workspace: Workspace
    let account: AccountID

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let asked = kit.time.steadyMs()
        let gone = await standing(request, unit)
        if let gone, case .waits(let until) = gone.verdict(isCommit: request.isCommit, at: kit.time.now()) {
            throw .neverLeft(retryAt: until, .paymentRequired(answer: gone.answer))
        }
        let reply = try await line.call(try inTime(request, asked, looked: gone != nil), unit: unit)
        if platform.isUnpaid(reply) {
            if let payer = await payer() {
                await kit.credits.refused(platform.id, payer: payer, answer: reply.text)
            }
        } else if let gone, (200..<300).contains(reply.status), costs(unit) {
            await kit.credits.paid(gone)
        }
        return reply
    }

    /// Nil: nothing is known against it. A commit's time is measured already, so it goes by what this node remembers.
    private func standing(_ request: Call, _ unit: MeterUnit) async -> CreditsGone? {
        // Tokens are kept alive meanwhile: they cost nothing.
        guard unit != CreditLine.token else { return nil }
        if !request.isCommit { await kit.credits.lookAgain() }
        let gone = kit.credits.gone(on: platform.id)
        guard !gone.isEmpty else { return nil }
        guard let payer = await payer() else { return nil }
        return gone.first { $0.payer == payer }
    }

    private func payer() async -> String? { await kit.payer(of: account, on: platform) }

    /// Whose credits they are was read from the database: that time is the commit's no more.
    private func inTime(_ request: Call, _ asked: Int64, looked: Bool) throws(LineFailure) -> Call {
        guard request.isCommit, looked else { return request }
        let left = request.deadline - .milliseconds(kit.time.steadyMs() - asked)
        guard left >= CreditLine.least else {
            throw .neverLeft(retryAt: kit.time.now(), .unreachable("looking took too long, so nothing was sent"))
        }
        return request.within(left)
    }

    private static let least = Duration.seconds(1)
    private static let token = MeterUnit("token")

    /// An answer to what is free says nothing of credits.
    private func costs(_ unit: MeterUnit) -> Bool {
        let fare = try? kit.fare(for: [unit], on: platform.id, of: workspace, at: kit.time.now())  // unknown: no proof
        return fare.map { $0.total > .zero } ?? false
    }
}

extension Kit {
    /// From whose credits an account's calls are paid. Nil: it cannot be read just now, and says nothing of anybody's.
    func payer(of account: AccountID, on platform: any Platform) async -> String? {
        do {
            return try await TokenKeeper(kit: self).load(account).0.map { platform.payer(of: $0) }
        } catch {
            log.warning("whose app an account speaks through could not be read", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// The credits that are used up and from which this account's calls would be paid.
    func creditsGone(for account: Account) async -> CreditsGone? {
        await credits.lookAgain()
        let gone = credits.gone(on: account.platform)
        guard !gone.isEmpty, let platform = platforms[account.platform] else { return nil }
        guard let payer = await payer(of: account.id, on: platform) else { return nil }
        return gone.first { $0.payer == payer }
    }
}
