import KicauCore
import KicauPublish
import KicauSandbox
import Testing

@testable import kicau

@Suite("A witness of what visitors said")
struct TalkWitnessTests {
    /// Only the first remark was made; of the posts nothing is known.
    private func testimony(heard: Int = 1, answers: [String?] = ["said-1"], state: Delivery.State = .published) throws
        -> [Verdict.Wrong: [String]]
    {
        let plan = ProofPlan(try ProofOrder(deliveries: 60, kills: 0, nodes: 1, database: nil, seed: 3))
        let remark = try #require(plan.remarks.first)
        var truth = Truth()
        for (number, parent) in answers.enumerated() {
            truth.add(
                Truth.Live(
                    id: "a\(number)", text: remark.answer, pictures: 0, parent: parent,
                    created: Instant(ms: 1_795_000_020_000), url: "http://n/\(number)"),
                at: Truth.key(remark.seat, remark.answer))
        }
        let verdict = Witness(
            plan: plan, accounts: [remark.seat: 5], written: [:],
            sight: Sight(posts: [7: [SeenDelivery(id: 1, account: 5, state: state)]]), truth: truth, disturbances: [],
            talk: Conversation(
                said: [remark.number: "said-1"], heard: [remark.number: heard], answers: [remark.number: 7])
        ).testify()
        return Dictionary(grouping: verdict.wrong.flatMap { kind, places in places.map { (kind, $0) } }, by: \.0)
            .mapValues { $0.map(\.1).filter { $0.hasPrefix("remark") } }.filter { !$0.value.isEmpty }
    }

    @Test func `finds nothing wrong with what was heard once and answered once`() throws {
        #expect(try testimony() == [:])
    }

    @Test func `sees what is not in the inbox, or in it twice`() throws {
        #expect(try testimony(heard: 0).keys.map(\.self) == [.lost])
        #expect(try testimony(heard: 2).keys.map(\.self) == [.twice])
    }

    @Test func `sees an answer that is not there, there twice, or under something else`() throws {
        #expect(try testimony(answers: []).keys.map(\.self) == [.lost])
        #expect(try testimony(answers: ["said-1", "said-1"]).keys.map(\.self) == [.twice])
        #expect(try testimony(answers: ["said-9"]).keys.map(\.self) == [.torn])
        #expect(try testimony(state: .waiting).keys.map(\.self) == [.unsettled])
    }
}
