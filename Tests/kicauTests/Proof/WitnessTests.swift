import KicauCore
import KicauPublish
import KicauSandbox
import Testing

@testable import kicau

@Suite("A witness that looks at the networks")
struct WitnessTests {
    private let due = Instant(ms: 1_795_000_020_000)

    /// A plan of ten deliveries of which only one post matters: the thread on Mastodon.
    private func testimony(
        _ state: Delivery.State = .published, parts: [Int] = [0, 1, 2], twice: Int? = nil, at offsetMs: Int64 = 400,
        announced: Bool = true, receipts: Int? = nil, parent: (Int) -> String? = { $0 == 0 ? nil : "m\($0 - 1)" },
        text: ((Int) -> String)? = nil, saysWhy: Bool = true, disturbances: [Journal.Disturbance] = []
    ) throws -> Verdict {
        let plan = ProofPlan(try ProofOrder(deliveries: 40, kills: 0, nodes: 1, database: nil, seed: 3))
        let post = try #require(
            plan.posts.first { post in post.texts.count == 3 && post.seats.contains { $0.network == "mastodon" } })
        let seat = try #require(post.seats.first { $0.network == "mastodon" })
        var truth = Truth()
        for part in parts {
            let live = Truth.Live(
                id: "m\(part)", text: text?(part) ?? post.texts[part], pictures: 0, parent: parent(part),
                created: due + .milliseconds(offsetMs + Int64(part) * 10), url: "http://m/\(part)")
            truth.add(live, at: Truth.key(seat, post.texts[part]))
            if part == twice { truth.add(live, at: Truth.key(seat, post.texts[part])) }
        }
        let attempts =
            announced
            ? parts.map {
                SeenDelivery.Attempt(
                    part: $0, intended: due + .milliseconds(offsetMs - 100), deadline: due + .seconds(6))
            } : []
        let delivery = SeenDelivery(
            id: 1, account: 5, state: state, attempts: attempts, receipts: receipts ?? parts.count, saysWhy: saysWhy)
        return Witness(
            plan: plan, accounts: [seat: 5], written: [post.number: .init(id: 9, due: due)],
            sight: Sight(posts: [9: [delivery]]), truth: truth, disturbances: disturbances
        ).testify()
    }

    /// Of the other posts nothing is known: they count as lost, and only they.
    private var others: Int {
        get throws {
            try testimony().count(.lost)
        }
    }

    @Test func `finds nothing wrong with a thread that is there once, whole and in order`() throws {
        let verdict = try testimony()

        #expect(verdict.published == 1)
        #expect(verdict.wrong.keys.filter { $0 != .lost } == [])
        #expect(verdict.lateness == [400])
        #expect(verdict.calmLateness == [400])
    }

    @Test func `sees a post that is there twice`() throws {
        #expect(try testimony(twice: 1).count(.twice) == 1)
    }

    @Test func `sees a part that is called published and is not there`() throws {
        #expect(try testimony(parts: [0, 1]).count(.lost) == others + 1)
    }

    @Test func `sees a refused one that is there`() throws {
        #expect(try testimony(.refused, receipts: 2).count(.lost) == others + 1)
        #expect(try testimony(.refused, parts: [0, 1], receipts: 2).count(.lost) == others)
    }

    @Test func `sees one that went out before its time`() throws {
        #expect(try testimony(at: -1).count(.early) == 1)
    }

    @Test(arguments: [Delivery.State.waiting, .unknown, .scheduled, .intent])
    func `counts what has not ended as unsettled`(state: Delivery.State) throws {
        #expect(try testimony(state).count(.unsettled) == 1)
    }

    @Test func `sees a part under the wrong parent, a missing first part and another text`() throws {
        #expect(try testimony(parent: { _ in nil }).count(.torn) == 1)
        #expect(try testimony(parts: [1, 2]).count(.torn) == 1)
        #expect(try testimony(text: { _ in "Kabar lain" }).count(.altered) == 1)
    }

    @Test func `sees what nobody had written down before, and what was sent after its time`() throws {
        #expect(try testimony(announced: false).count(.unannounced) == 3)
        #expect(try testimony(at: 9_001).count(.unannounced) == 3)
    }

    @Test func `sees one that waits and does not say why`() throws {
        #expect(try testimony(.waiting, saysWhy: false).count(.speechless) == 1)
        #expect(try testimony(.waiting).count(.speechless) == 0)
    }

    @Test func `keeps the disturbed ones apart`() throws {
        let span = due.ms...due.ms + 50
        let plan = ProofPlan(try ProofOrder(deliveries: 40, kills: 0, nodes: 1, database: nil, seed: 3))
        let threads = plan.posts.filter { $0.texts.count == 3 }
        let seat = try #require(threads.flatMap(\.seats).first { $0.network == "mastodon" })
        let author = ProofPeople.pair(at: seat).author.id

        let blow = try testimony(disturbances: [.init(span: span, whom: nil)])
        let own = try testimony(disturbances: [.init(span: span, whom: "mastodon \(author)")])
        let other = try testimony(disturbances: [.init(span: span, whom: "x \(author)")])

        #expect(blow.lateness.count == 1 && blow.calmLateness.isEmpty)
        #expect(own.calmLateness.isEmpty)
        #expect(other.calmLateness == [400])
    }
}

@Suite("A person who answers for a proof")
struct AnsweringTests {
    private let live = Truth.Live(
        id: "1", text: "", pictures: 0, parent: nil, created: Instant(ms: 0), url: "http://x/1")
    private let doubt = SeenDelivery(
        id: 1, account: 1, state: .waiting, acts: [.itIsThere, .lookNow, .sendAgain, .drop])

    @Test func `lets the machine look once more, then says what is there`() {
        #expect(Answering.act(on: doubt, parts: [[live]], round: 0)?.act == .lookNow)
        let second = Answering.act(on: doubt, parts: [[live]], round: 1)
        #expect(second?.act == .itIsThere)
        #expect(second?.link == "http://x/1")
    }

    @Test func `sends again what is not there`() {
        #expect(Answering.act(on: doubt, parts: [[]], round: 1)?.act == .sendAgain)
        let refused = SeenDelivery(id: 1, account: 1, state: .refused, acts: [.sendAgain, .drop])
        #expect(Answering.act(on: refused, parts: [[]], round: 0)?.act == .sendAgain)
    }

    @Test func `speaks of the part that is open, not of those that are known`() {
        let half = SeenDelivery(
            id: 1, account: 1, state: .waiting, receipts: 1, acts: [.itIsThere, .sendAgain])

        #expect(Answering.act(on: half, parts: [[live], []], round: 1)?.act == .sendAgain)
    }

    @Test func `does nothing where nothing can be done`() {
        let signedOut = SeenDelivery(id: 1, account: 1, state: .waiting, acts: [.reconnect, .drop])

        #expect(Answering.act(on: signedOut, parts: [[]], round: 1) == nil)
    }
}
