import KicauCore
import Testing

@Suite("A network's window")
struct QuotaStateTests {
    private let now = Instant(ms: 1_780_279_200_000)
    private let rule = QuotaRule(
        "POST /2/tweets", .account, .window, Fact(100, from: "made up", read: "2026-06-01"), in: .minutes(15))
    private var fresh: QuotaState { QuotaState(rule, at: now) }

    private func told(_ remaining: Int, of most: Int = 100, resets: Duration, refused: Bool = false) -> QuotaSighting {
        QuotaSighting(of: rule, most: most, remaining: remaining, resets: now + resets, wasRefused: refused)
    }

    @Test func `is what its papers say until an answer speaks of it`() {
        let seen = fresh.after(told(40, of: 50, resets: .minutes(7)), at: now)

        #expect(fresh.limit(at: now) == 100 && fresh.source == .papers)
        #expect(seen.limit(at: now) == 50 && seen.source == .answers)
        #expect(seen.used == 10 && seen.resets == now + .minutes(7))
    }

    @Test func `counts whichever is more: what went out, or what the network counts`() {
        var state = fresh
        state.used = 30

        #expect(state.after(told(90, resets: .minutes(7)), at: now).used == 30)
        #expect(state.after(told(20, resets: .minutes(7)), at: now).used == 80)
    }

    @Test func `lets nothing through when it is used up, until it turns`() {
        let full = fresh.after(told(0, resets: .minutes(7), refused: true), at: now)

        #expect(full.verdict(.window, weight: 1, haste: .publishing, at: now) == .waits(until: now + .minutes(7)))
        let next = full.turned(.window, .minutes(15), at: now + .minutes(7))
        #expect(next.used == 0)
        #expect(next.verdict(.window, weight: 1, haste: .background, at: now + .minutes(7)) == .goes)
    }

    @Test func `that opened meanwhile keeps its own count when an answer from the last one comes late`() {
        let old = fresh.after(told(3, resets: .minutes(1)), at: now)
        let then = now + .minutes(1)
        var next = old.turned(.window, .minutes(15), at: then)
        next.used = 4

        let late = next.after(told(2, resets: .minutes(1)), at: then + .seconds(1))

        #expect(late == next)
    }

    @Test func `that an answer opens begins with what the network counts in it`() {
        let old = fresh.after(told(3, resets: .minutes(1)), at: now)

        let next = old.after(told(99, resets: .minutes(16)), at: now + .seconds(59))

        #expect(next.used == 1 && next.resets == now + .minutes(16))
        #expect(next.after(told(2, resets: .minutes(1)), at: now + .seconds(59)) == next)
    }

    @Test func `is never longer than it is, when the clock is set back`() {
        let full = fresh.after(told(0, resets: .minutes(15)), at: now)

        let back = full.turned(.window, .minutes(15), at: now - .hours(1))

        #expect(back.used == 100 && back.resets == now - .minutes(45))
    }

    @Test func `takes no odd answer for its end`() {
        #expect(fresh.after(told(0, resets: .days(40)), at: now).resets == fresh.resets)
        #expect(fresh.after(told(0, resets: .minutes(-5)), at: now).used == 0)
    }

    @Test func `without a known size lets everything through`() {
        let open = QuotaState(QuotaRule("calls", .account, in: .minutes(5)), at: now)

        #expect(open.verdict(.window, weight: 1, haste: .background, at: now) == .goes)
        #expect(open.source == .nowhere && open.share(at: now) == nil)
    }

    @Test func `holds back a call that takes more than is left, not one that no window could hold`() {
        var state = fresh
        state.used = 98

        #expect(state.verdict(.window, weight: 3, haste: .publishing, at: now) == .waits(until: state.resets))
        #expect(fresh.verdict(.window, weight: 101, haste: .publishing, at: now) == .goes)
    }

    @Test func `is handed out in blocks while much is left, and one by one near its end`() {
        var state = fresh
        #expect(state.block(.window, weight: 1, at: now) == 5)
        state.used = 90
        #expect(state.block(.window, weight: 1, at: now) == 1)
        #expect(state.block(.window, weight: 3, at: now) == 3)
        #expect(state.block(.learned, weight: 1, at: now) == 1)
    }
}

@Suite("A gauge in percent")
struct QuotaGaugeTests {
    private let now = Instant(ms: 1_780_279_200_000)
    private let rule = QuotaRule("calls", .app, .gauge, in: .hours(1))

    private func at(_ percent: Int, blocked: Duration? = nil) -> QuotaState {
        QuotaState(rule, at: now).after(
            QuotaSighting(of: rule, percent: percent, blockedUntil: blocked.map { now + $0 }), at: now)
    }

    private func goes(_ percent: Int, _ haste: QuotaHaste) -> Bool {
        at(percent).verdict(.gauge, weight: 1, haste: haste, at: now) == .goes
    }

    @Test func `stops what can wait at 75, and all but publishing at 90`() {
        #expect(goes(74, .background) && !goes(75, .background))
        #expect(goes(75, .asked) && goes(89, .asked) && !goes(90, .asked))
        #expect(goes(90, .publishing) && goes(99, .publishing))
    }

    @Test func `stops everything until access comes back`() {
        let blocked = at(100, blocked: .minutes(12))

        #expect(blocked.verdict(.gauge, weight: 1, haste: .publishing, at: now) == .waits(until: now + .minutes(12)))
        #expect(blocked.verdict(.gauge, weight: 1, haste: .publishing, at: now + .minutes(12)) == .goes)
    }

    @Test func `fades as its hour passes, so that a call brings the newest percentage`() throws {
        let state = at(80)
        guard case .waits(let until) = state.verdict(.gauge, weight: 1, haste: .background, at: now) else {
            Issue.record("It was let through.")
            return
        }

        #expect(until > now && until < now + .minutes(6))
        #expect(state.verdict(.gauge, weight: 1, haste: .background, at: until) == .goes)
        #expect(state.share(at: now + .minutes(30)) == 40)
    }

    @Test func `is not blocked for longer than a day, whatever a header says`() {
        #expect(at(100, blocked: .days(90)).blockedUntil == now + .days(1))
    }
}

@Suite("A limit that refusals teach")
struct QuotaLearningTests {
    /// 02:00 UTC.
    private let now = Instant(ms: 1_780_279_200_000)
    private let rule = QuotaRule("POST /rest/posts", .account, .learned, in: .days(1))
    private var refusal: QuotaSighting { QuotaSighting(of: rule, wasRefused: true) }

    private func refused(after calls: Int, from most: Int? = nil) -> QuotaState {
        var state = QuotaState(rule, at: now)
        state.used = calls + 1
        state.most = most
        return state.after(refusal, at: now)
    }

    @Test func `is the count at the refusal, and nothing goes until midnight UTC`() {
        let state = refused(after: 100)

        #expect(state.limit(at: now) == 100 && state.source == .refusals)
        #expect(
            state.verdict(.learned, weight: 1, haste: .publishing, at: now) == .waits(until: now + .hours(22)))
    }

    @Test func `grows back by a twentieth a week`() {
        let state = refused(after: 100)

        #expect(state.limit(at: now + .days(6)) == 100)
        #expect(state.limit(at: now + .days(7)) == 105)
        #expect(state.limit(at: now + .days(28)) == 120)
    }

    @Test func `stays the smallest, whatever the portal said`() {
        #expect(refused(after: 100, from: 80).limit(at: now) == 80)
        #expect(refused(after: 100, from: 500).limit(at: now) == 100)
    }

    @Test func `is not learned from a handful of calls, which others have used up`() {
        let state = refused(after: 3)

        #expect(state.limit(at: now) == nil)
        #expect(state.blockedUntil == now + .hours(22))
    }
}
