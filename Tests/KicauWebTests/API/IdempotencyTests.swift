import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauStore
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("A change that is sent twice")
struct IdempotencyTests {
    @Test func `needs a key, whichever change it is`() async throws {
        let stage = try await APIStage.open()
        for operation in APIOperation.all where operation.effect == .changes {
            for key in [" ", "a key", "schlüssel", String(repeating: "k", count: 201)] {
                let answer = try await stage.ask(
                    operation.method, operation.samplePath, ["a": 1], headers: [.idempotencyKey: key])

                #expect(answer.code == "missing-idempotency-key", "\(operation.name)")
            }
        }
        #expect(try await stage.countPosts() == 0)
    }

    @Test func `is made once and answered alike`() async throws {
        let stage = try await APIStage.open()
        let first = try await stage.ask(.post, "/posts", key: "one", stage.post("Halo"))

        let again = try await stage.ask(.post, "/posts", key: "one", stage.post("Halo"))

        #expect(again.json == first.json)
        #expect(again.status == 201)
        #expect(again.headers[.idempotencyReplayed] == "true")
        #expect(first.headers[.idempotencyReplayed] == nil)
        #expect(try await stage.countPosts() == 1)
    }

    @Test func `is the same however its JSON is laid out`() async throws {
        let stage = try await APIStage.open()
        let first = try await stage.ask(
            .put, "/budget", key: "one", bytes: Array("{\"cap_micro_usd\":5}".utf8))

        let again = try await stage.ask(
            .put, "/budget", key: "one", bytes: Array(" {  \"cap_micro_usd\" : 5\n}".utf8))

        #expect(again.json == first.json)
        #expect(again.headers[.idempotencyReplayed] == "true")
    }

    @Test func `is refused when it is another change`() async throws {
        let stage = try await APIStage.open()
        let first = try await stage.ask(.post, "/posts", key: "one", stage.post("Halo"))

        #expect(
            try await stage.ask(.post, "/posts", key: "one", stage.post("Dadah")).code == "idempotency-mismatch")
        let elsewhere = try await stage.ask(.post, "/posts/\(first.id)/copies", key: "one")
        #expect(elsewhere.status == 422)
        #expect(try await stage.countPosts() == 1)
    }

    @Test func `is made again after a refusal, because that changed nothing`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 1))
        let refused = try await stage.ask(.post, "/posts", key: "one", stage.post("Halo"))
        #expect(refused.code == "over-budget")
        _ = try await stage.ask(.put, "/budget", ["cap_micro_usd": 1_000_000])

        let made = try await stage.ask(.post, "/posts", key: "one", stage.post("Halo"))

        #expect(made.status == 201)
        #expect(try await stage.countPosts() == 1)
    }

    @Test func `is made once when both come at the same time`() async throws {
        let stage = try await APIStage.open()
        let asked = Asked(
            method: .post, path: "/posts", headers: stage.fields(.admin, key: "one"), body: stage.post("Halo").bytes)

        let answers = try await stage.application.test(.router) { client in
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 { group.addTask { try await asked.send(by: client) } }
                return try await group.reduce(into: [APIAnswer]()) { $0.append($1) }
            }
        }

        #expect(answers.allSatisfy { $0.status == 201 || $0.code == "not-possible-now" })
        #expect(answers.contains { $0.status == 201 && $0.headers[.idempotencyReplayed] == nil })
        #expect(Set(answers.filter { $0.status == 201 }.map(\.id)).count == 1)
        #expect(try await stage.countPosts() == 1)
    }

    @Test func `counts as under way until the first has ended`() async throws {
        let stage = try await APIStage.open()
        let once = stage.house.publishing.idempotency
        let caller = stage.world.caller
        let answer = Idempotency.Answer(status: 201, body: "{}")

        let given = try await once.answer(
            key: "one", requestSHA256: "a", for: caller, broken: { _ in answer },
            work: {
                await #expect(throws: Problem.self) {
                    try await once.answer(
                        key: "one", requestSHA256: "a", for: caller, broken: { _ in answer },
                        work: {
                            Issue.record("It is made a second time.")
                            return answer
                        })
                }
                return answer
            })

        #expect(given == .first(answer))
    }

    @Test func `is never made again when nobody knows how the first ended`() async throws {
        let stage = try await APIStage.open()
        let once = stage.house.publishing.idempotency
        let broken = Idempotency.Answer(status: 500, body: "{\"code\":\"something-broke\"}")

        await #expect(throws: CancellationError.self) {
            try await once.answer(
                key: "one", requestSHA256: "a", for: stage.world.caller, broken: { _ in broken },
                work: { throw CancellationError() })
        }
        let given = try await once.answer(
            key: "one", requestSHA256: "a", for: stage.world.caller, broken: { _ in broken },
            work: {
                Issue.record("It is made a second time.")
                return broken
            })

        #expect(given == .again(broken))
    }

    @Test func `is kept apart from the same key of another workspace, and forgotten after a day`() async throws {
        let stage = try await APIStage.open()
        let first = try await stage.ask(.post, "/posts", key: "one", stage.post("Halo", plan: "draft"))
        stage.world.time.advance(by: .hours(25))

        let later = try await stage.ask(.post, "/posts", key: "one", stage.post("Halo", plan: "draft"))

        #expect(later.id != first.id)
    }

    @Test func `keeps no trace of a password`() async throws {
        let stage = try await APIStage.open()
        let first: JSONValue = ["platform": "x", "handle": "budi", "password": "one-two"]
        let second: JSONValue = ["platform": "x", "handle": "budi", "password": "three-four"]
        _ = try await stage.ask(.post, "/accounts", key: "one", first)

        let again = try await stage.ask(.post, "/accounts", key: "one", second)

        // Were the password part of what is kept, these would be two requests.
        #expect(again.headers[.idempotencyReplayed] == "true")
    }

    @Test func `throws a draft away once and says so twice`() async throws {
        let stage = try await APIStage.open()
        let draft = try await stage.ask(.post, "/posts", stage.post("Halo", plan: "draft"))

        #expect(try await stage.ask(.delete, "/posts/\(draft.id)", key: "one").status == 204)
        #expect(try await stage.ask(.delete, "/posts/\(draft.id)", key: "one").status == 204)
        #expect(try await stage.ask(.delete, "/posts/\(draft.id)", key: "two").status == 404)
    }
}
