import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("A fault on a rehearsal network", .serialized)
struct FaultTests {
    private func tried(
        _ fault: FaultRule, _ check: @Sendable (Rehearsal, Answer, RehearsalControl) async throws -> Void
    ) async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let token = try world.token("x", "ayu_lestari")
            control.add(fault)
            let answer = try await world.call("POST", "x", "/2/tweets", token: token, body: .json(["text": "Halo"]))
            try await check(world, answer, control)
        }
    }

    private func dropped(_ kind: FaultKind) async throws -> (bytes: Int, posts: Int, status: Int?) {
        let result = Kept<(Int, Int, Int?)>()
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let token = try world.token("x", "ayu_lestari")
            control.add(FaultRule(kind, at: .commit))
            let request = RawSocket.request("POST", "/2/tweets", token: token, json: #"{"text":"Halo"}"#)
            let gathered = try await RawSocket.send(request, port: world.ports["x"] ?? 0)
            await result.keep((gathered.bytes.count, control.posts.count, control.calls.last?.status))
        }
        let kept = try #require(await result.value)
        return (kept.0, kept.1, kept.2)
    }

    @Test func `dropAfterAccept closes the connection without a byte, and the post is there`() async throws {
        let seen = try await dropped(.dropAfterAccept)

        #expect(seen.bytes == 0)
        #expect(seen.posts == 1)
        #expect(seen.status == 0)
    }

    @Test func `dropBeforeAccept closes the connection without a byte, and there is no post`() async throws {
        let seen = try await dropped(.dropBeforeAccept)

        #expect(seen.bytes == 0)
        #expect(seen.posts == 0)
    }

    @Test func `delay waits and then answers as usual`() async throws {
        let start = ContinuousClock.now
        try await tried(FaultRule(.delay, at: .commit, ms: 300)) { _, answer, control in
            #expect(answer.status == 201)
            #expect(control.posts.count == 1)
        }
        #expect(start.duration(to: .now) >= .milliseconds(300))
    }

    @Test func `a delayed call takes effect although the caller hung up`() async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let token = try world.token("x", "ayu_lestari")
            control.add(FaultRule(.delay, at: .commit, ms: 300))
            let request = RawSocket.request("POST", "/2/tweets", token: token, json: #"{"text":"Halo"}"#)
            let start = ContinuousClock.now

            try await RawSocket.sendAndLeave(request, port: world.ports["x"] ?? 0)
            while control.posts.isEmpty, start.duration(to: .now) < .seconds(5) { await Task.yield() }

            #expect(control.posts.count == 1)
            #expect(start.duration(to: .now) >= .milliseconds(300))
        }
    }

    @Test func `delayAfter takes effect at once and answers late`() async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let token = try world.token("x", "ayu_lestari")
            control.add(FaultRule(.delayAfter, at: .commit, ms: 700))
            let start = ContinuousClock.now

            async let answer = world.call("POST", "x", "/2/tweets", token: token, body: .json(["text": "Halo"]))
            while control.posts.isEmpty, start.duration(to: .now) < .seconds(5) { await Task.yield() }
            let tookEffect = start.duration(to: .now)

            #expect(try await answer.status == 201)
            #expect(tookEffect < .milliseconds(600))
            #expect(start.duration(to: .now) >= .milliseconds(700))
        }
    }

    @Test func `rateLimit answers 429 with the network's reset and takes no effect`() async throws {
        try await tried(FaultRule(.rateLimit, at: .commit, ms: 60_000)) { world, answer, control in
            #expect(answer.status == 429)
            #expect(answer["errors"]?[0]?["code"] == 88)
            #expect(answer.header("x-rate-limit-remaining") == "0")
            #expect(answer.header("x-rate-limit-reset") == String((world.clock.nowMs() + 60_000) / 1000))
            #expect(control.posts.isEmpty)
        }
    }

    @Test func `creditsGone answers 402 in X's own words, takes no effect, and then it is over`() async throws {
        try await tried(FaultRule(.creditsGone, at: .commit)) { world, answer, control in
            #expect(answer.status == 402)
            #expect(answer["title"] == "CreditsDepleted")
            #expect(control.posts.isEmpty)

            let token = try world.token("x", "ayu_lestari")
            let next = try await world.call("POST", "x", "/2/tweets", token: token, body: .json(["text": "Halo"]))
            #expect(next.status == 201)
        }
    }

    @Test func `serverErrorBefore answers 5xx and takes no effect`() async throws {
        try await tried(FaultRule(.serverErrorBefore)) { _, answer, control in
            #expect(answer.status == 503)
            #expect(control.posts.isEmpty)
        }
    }

    @Test func `serverErrorAfter answers 5xx though the post is there`() async throws {
        try await tried(FaultRule(.serverErrorAfter)) { _, answer, control in
            #expect(answer.status == 503)
            #expect(control.posts.count == 1)
        }
    }

    @Test func `expiredToken kills the token itself`() async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let token = try world.token("x", "ayu_lestari")
            control.add(FaultRule(.expiredToken, at: .commit))

            let first = try await world.call("POST", "x", "/2/tweets", token: token, body: .json(["text": "Halo"]))
            let second = try await world.call("POST", "x", "/2/tweets", token: token, body: .json(["text": "Halo"]))

            #expect(statuses(first, second) == [401, 401])
            #expect(control.posts.isEmpty)
            #expect(control.faults.map(\.fired) == [1])
        }
    }

    @Test func `slowBytes lets the answer trickle`() async throws {
        try await Rehearsal.running("x") { world in
            let token = try world.token("x", "ayu_lestari")
            try world.control("x").add(FaultRule(.slowBytes, at: .read, ms: 400))
            let request = RawSocket.request("GET", "/2/users/me", token: token)

            let gathered = try await RawSocket.send(request, port: world.ports["x"] ?? 0)

            #expect(gathered.text.contains("ayu_lestari"))
            #expect(gathered.pieceTimes.count >= 3)
            #expect((gathered.pieceTimes.last ?? 0) >= 300)
        }
    }

    @Test func `malformed answers 200 with JSON cut short, and the post is there`() async throws {
        try await tried(FaultRule(.malformed)) { _, answer, control in
            #expect(answer.status == 200)
            #expect(answer.json == .null)
            #expect(!answer.bytes.isEmpty)
            #expect(control.posts.count == 1)
        }
    }

    @Test func `html answers a proxy's page and takes no effect`() async throws {
        try await tried(FaultRule(.html)) { _, answer, control in
            #expect(answer.status == 502)
            #expect(answer.text.contains("Bad Gateway"))
            #expect(control.posts.isEmpty)
        }
    }

    @Test func `lagListing hides young posts from listings alone`() async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let token = try world.token("x", "ayu_lestari")
            let id = try #require(control.people.first).id
            _ = try await world.call("POST", "x", "/2/tweets", token: token, body: .json(["text": "Halo"]))
            control.add(FaultRule(.lagListing, times: nil, ms: 30_000))

            let young = try await world.call("GET", "x", "/2/users/\(id)/tweets", token: token)
            world.clock.advance(30_001)
            let old = try await world.call("GET", "x", "/2/users/\(id)/tweets", token: token)

            #expect(young["meta"]?["result_count"] == 0)
            #expect(old["meta"]?["result_count"] == 1)
        }
    }

    @Test func `failProcessing ends an upload as failed`() async throws {
        try await Rehearsal.running("x") { world in
            let token = try world.token("x", "ayu_lestari")
            try world.control("x").add(FaultRule(.failProcessing, at: .upload, times: nil))

            let upload = try await XCalls(world: world, token: token).upload(Sample.film, "video/mp4", "tweet_video")
            world.clock.advance(60_000)
            let state = try await world.call(
                "GET", "x", "/2/media/upload?command=STATUS&media_id=\(upload)", token: token
            )

            #expect(state["data"]?["processing_info"]?["state"] == "failed")
        }
    }

    @Test func `processing makes an upload slower than the setting`() async throws {
        try await Rehearsal.running("x") { world in
            let token = try world.token("x", "ayu_lestari")
            try world.control("x").add(FaultRule(.processing, at: .upload, times: nil, ms: 90_000))

            let upload = try await XCalls(world: world, token: token).upload(Sample.film, "video/mp4", "tweet_video")
            world.clock.advance(60_000)
            let path = "/2/media/upload?command=STATUS&media_id=\(upload)"
            let early = try await world.call("GET", "x", path, token: token)
            world.clock.advance(30_000)
            let late = try await world.call("GET", "x", path, token: token)

            #expect(early["data"]?["processing_info"]?["state"] == "in_progress")
            #expect(late["data"]?["processing_info"]?["state"] == "succeeded")
        }
    }

    @Test func `fires so many times, for its account alone, and is counted`() async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let ayu = try world.token("x", "ayu_lestari")
            let bima = try world.token("x", "bima_pratama")
            let bimaID = try #require(control.people.first { $0.handle == "bima_pratama" }).id
            control.add(FaultRule(.serverErrorBefore, at: .read, times: 2, account: bimaID))

            let spared = try await world.call("GET", "x", "/2/users/me", token: ayu)
            var struck: [Int] = []
            for _ in 0..<3 { struck.append(try await world.call("GET", "x", "/2/users/me", token: bima).status) }

            #expect(spared.status == 200)
            #expect(struck == [503, 503, 200])
            #expect(control.faults.map(\.fired) == [2])
        }
    }

    @Test func `by chance falls alike for the same seed`() async throws {
        let runs = Kept<[[Int]]>()
        for _ in 0..<2 {
            try await Rehearsal.running("x") { world in
                let token = try world.token("x", "ayu_lestari")
                try world.control("x").add(FaultRule(.serverErrorBefore, at: .read, times: nil, chance: 0.5))
                var struck: [Int] = []
                for _ in 0..<12 { struck.append(try await world.call("GET", "x", "/2/users/me", token: token).status) }
                await runs.keep((await runs.value ?? []) + [struck])
            }
        }
        let both = try #require(await runs.value)

        #expect(both[0] == both[1])
        #expect(Set(both[0]) == [200, 503])
    }
}

/// Carries a value out of a test's world.
actor Kept<Value: Sendable> {
    private(set) var value: Value?
    func keep(_ value: Value) { self.value = value }
}
