import KicauCore
import KicauTesting
import Testing

@testable import KicauMeter

/// A post that is read costs $0.005 on 1 June 2026.
@Suite("A call at the end of its share")
struct WorkRefusalTests {
    @Test(arguments: [
        (WorkClass.lookUps, "Look-ups stop at 75 % of the budget of Kedai for 2026-06: "),
        (.oldReadings, "Readings of old posts stop at 80 % of the budget of Kedai for 2026-06: "),
        (.newReadings, "Readings of new posts and accounts stop at 90 % of the budget of Kedai for 2026-06: "),
        (.inbox, "The inbox stops at 95 % of the budget of Kedai for 2026-06: "),
        (.suggestions, "AI suggestions stop at 70 % of the budget of Kedai for 2026-06: "),
    ])
    func `is not made, and says which class stops, where, and what is left up to there`(
        _ work: WorkClass, _ beginning: String
    ) async throws {
        var counter = try await Counter.open(cap: 10_000)
        counter.work = work
        #expect(await counter.read() == nil)

        guard case .overShare(let what) = await counter.read() else {
            Issue.record("It was made, or refused for another reason.")
            return
        }

        let left = Money(microUSD: 10_000).part(work.usualShare) - Money(microUSD: 5_000)
        #expect(what.description == beginning + "this would cost $0.005; $\(left.dollars) is left up to there.")
        #expect(counter.wire.calls == 1)
        counter.work = .publishing
        #expect(await counter.read() == nil)
    }

    @Test func `names the budget that is short, which is not always the class's`() async throws {
        var counter = try await Counter.open(cap: 4_000)
        counter.work = .inbox

        let why = await counter.read()

        #expect(
            why
                == .overBudget(
                    "This would cost \(Money(microUSD: 5_000)) on \("x"); \(Money(microUSD: 4_000)) is left for \("2026-06")."
                ))
        try await counter.metering.setBudget(.workspace, Money(microUSD: 1_000_000), by: counter.caller)
        try await counter.metering.setBudget(.network("x"), Money(microUSD: 5_200), by: counter.caller)
        guard case .overShare(let what) = await counter.read() else {
            Issue.record("It was made, or refused for another reason.")
            return
        }
        #expect(what.description.hasPrefix("The inbox stops at 95 % of the budget of x for 2026-06"))
    }
}
