import KicauCore
import KicauStore
import Testing

@testable import KicauPublish

@Suite("What a delivery lacks")
struct ShortageTests {
    private static let due = Instant(ms: 1_780_279_200_000)
    private static let patience = Duration.minutes(15)

    private func shortage(
        _ outcome: Outcome, doubt: Bool = false, patience: Duration = ShortageTests.patience,
        at now: Instant = ShortageTests.due
    ) -> Shortage? {
        let settling = Settling(doubt: doubt, sends: 1, quietUntil: Self.due, now: Self.due)
        return Shortage.of(outcome, as: settling.settled(by: outcome), due: Self.due, patience: patience, at: now)
    }

    private func waits(_ wait: Duration, _ reason: Postponement) -> Outcome {
        .postponed(until: Self.due + wait, reason)
    }

    @Test(arguments: [Postponement.rateLimited(answer: nil), .quotaExhausted(answer: "used up")])
    func `is a quota only where it comes back too late`(_ reason: Postponement) {
        #expect(shortage(waits(.minutes(14), reason)) == nil)
        // Times are rounded up, and what is allowed is allowed.
        #expect(shortage(waits(.minutes(15) + .seconds(1), reason)) == nil)
        #expect(shortage(waits(.hours(12), reason)) == .quota(until: Self.due + .hours(12)))
        #expect(shortage(waits(.hours(12), reason), patience: .days(1)) == nil)
        #expect(shortage(waits(.minutes(2), reason), patience: .zero) == .quota(until: Self.due + .minutes(2)))
    }

    @Test func `is no quota where somebody let it go when it was late already`() {
        let fiveHoursLate = Self.due + .hours(5)
        #expect(shortage(waits(.hours(6), .rateLimited(answer: nil)), at: fiveHoursLate) == nil)
        #expect(shortage(waits(.hours(6), .paymentRequired(answer: nil)), at: fiveHoursLate) == .credits)
    }

    @Test func `is told apart from what comes by itself`() {
        #expect(shortage(waits(.hours(1), .paymentRequired(answer: "402"))) == .credits)
        #expect(shortage(waits(.hours(1), .overBudget("Too dear."))) == .money)
        #expect(shortage(waits(.hours(1), .noPrice("Nobody knows."))) == .money)
        for reason in [
            Postponement.notReady(answer: nil), .beingMade, .platformBusy(answer: nil), .unreachable("no route"),
        ] {
            #expect(shortage(waits(.days(2), reason)) == nil)
        }
        #expect(shortage(.published(Receipt(remoteID: "1", url: nil))) == nil)
    }

    @Test func `is nothing to a delivery that may be live: it is looked for`() {
        #expect(shortage(waits(.days(2), .quotaExhausted(answer: nil)), doubt: true) == nil)
        #expect(shortage(waits(.days(2), .paymentRequired(answer: nil)), doubt: true) == nil)
    }

    @Test func `asks a person for money, or what to do with what comes too late`() {
        #expect(Shortage.money.need == .money && Shortage.credits.need == .money)
        #expect(Shortage.quota(until: Self.due).need == .missed)
    }

    @Test func `is not helped by other words where the same window or the same credits are behind them`() {
        #expect(Shortage.money.isHelpedByWording)
        #expect(!Shortage.quota(until: Self.due).isHelpedByWording && !Shortage.credits.isHelpedByWording)
    }

    @Test func `is over when the window has turned, or the month for which somebody set a limit`() {
        let quota = Shortage.quota(until: Self.due + .hours(12))
        #expect(!quota.isOver(at: Self.due + .hours(11), since: Self.due))
        #expect(quota.isOver(at: Self.due + .hours(12), since: Self.due))
        #expect(!Shortage.credits.isOver(at: Self.due + .days(28), since: Self.due))
        #expect(Shortage.credits.isOver(at: Self.due + .days(30), since: Self.due))
        #expect(Shortage.money.isOver(at: Self.due, since: Self.due))
    }

    @Test func `gives every way its reason`() {
        let later = Due(wall: "2026-06-02T09:00", zone: "Asia/Jakarta", instant: Self.due + .days(1))
        let yieldings: [Yielding] = [.say(.withoutLink), .wait(until: later), .goTo(ID(1))]
        let shortages = [Shortage.money, .quota(until: Self.due), .credits]

        let words = yieldings.flatMap { yielding in shortages.map { $0.words(of: yielding).template } }

        #expect(Set(words).count == 7)
    }
}

@Suite("A window that may hold up posts")
struct PostingWindowTests {
    private static let now = Instant(ms: 1_780_279_200_000)

    private func row(
        _ what: String, _ kind: QuotaRule.Kind = .window, used: Int = 0, remaining: Int? = nil, seen: Instant? = nil,
        blocked: Instant? = nil
    ) -> QuotaRow {
        QuotaRow(
            key: QuotaKey("x", what, .account, kind, in: .days(1), subject: "1"),
            state: QuotaState(
                opened: Self.now - .hours(1), resets: Self.now + .hours(23), used: used, most: 2, source: .answers,
                remaining: remaining, blockedUntil: blocked, seen: seen))
    }

    @Test func `does when it is spent or blocked, until it turns`() {
        #expect(row("POST /2/tweets", used: 1).letsPost(at: Self.now) == nil)
        #expect(row("POST /2/tweets", used: 2).letsPost(at: Self.now) == Self.now + .hours(23))
        #expect(
            row("POST /rest/posts", .learned, blocked: Self.now + .hours(5)).letsPost(at: Self.now)
                == Self.now + .hours(5))
    }

    @Test func `does not when it counts what is read or taken off`() {
        #expect(row("GET /2/users/me", used: 2).letsPost(at: Self.now) == nil)
        #expect(row("DELETE /2/tweets/:id", used: 2).letsPost(at: Self.now) == nil)
    }

    @Test func `does for half an hour after the network said so, where it flows back`() {
        let seen = Self.now - .minutes(10)
        #expect(row("posts", .rolling, remaining: 0, seen: seen).letsPost(at: Self.now) == seen + .minutes(30))
        #expect(row("posts", .rolling, remaining: 1, seen: seen).letsPost(at: Self.now) == nil)
        #expect(row("posts", .rolling, remaining: 0, seen: Self.now - .hours(1)).letsPost(at: Self.now) == nil)
    }
}
