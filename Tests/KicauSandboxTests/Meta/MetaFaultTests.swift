import AsyncHTTPClient
import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// A network of Meta with its commit, its container and its listing.
enum MetaNetwork: String, CaseIterable, Sendable {
    case facebook, instagram, threads

    var handle: String { self == .facebook ? "kedaiaksara" : "kedai.aksara" }

    func stage(_ stage: OpenNetworkStage, _ token: String) async throws -> OpenNetworkStage.Answer {
        switch self {
        case .facebook:
            let fields = ["url": stage.address(of: MetaPictures.jpeg(600, 600)), "published": "false"]
            return try await stage.form("/me/photos", fields, token: token)
        case .instagram:
            let fields = ["image_url": stage.address(of: MetaPictures.jpeg(600, 600)), "caption": "Halo"]
            return try await stage.form("/me/media", fields, token: token)
        case .threads:
            return try await stage.form("/me/threads", ["media_type": "TEXT", "text": "Halo"], token: token)
        }
    }

    func commit(_ stage: OpenNetworkStage, _ token: String, _ staged: String) async throws -> OpenNetworkStage.Answer {
        switch self {
        case .facebook: try await stage.form("/me/feed", ["message": "Halo"], token: token)
        case .instagram: try await stage.form("/me/media_publish", ["creation_id": staged], token: token)
        case .threads: try await stage.form("/me/threads_publish", ["creation_id": staged], token: token)
        }
    }

    func read(_ stage: OpenNetworkStage, _ token: String) async throws -> OpenNetworkStage.Answer {
        switch self {
        case .facebook: try await stage.get("/me/published_posts", token: token)
        case .instagram: try await stage.get("/me/media", token: token)
        case .threads: try await stage.get("/me/threads", token: token)
        }
    }

    var stagingPlace: Place { self == .facebook ? .upload : .container }
    var limitCode: Int {
        switch self {
        case .facebook: 80_001
        case .instagram: 80_002
        case .threads: 4
        }
    }

    /// A token and a staged object that is ready.
    func ready(_ stage: OpenNetworkStage) async throws -> (token: String, staged: String) {
        let token = try stage.graphToken(handle)
        let staged = try #require(try await self.stage(stage, token).id)
        stage.clock.advance(2_000)
        return (token, staged)
    }
}

@Suite("Faults on Meta's networks")
struct MetaFaultTests {
    @Test(arguments: MetaNetwork.allCases, [FaultKind.dropAfterAccept, .dropBeforeAccept])
    func `closes the connection on a commit`(_ network: MetaNetwork, _ kind: FaultKind) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let (token, staged) = try await network.ready(stage)
            stage.control.add(FaultRule(kind, at: .commit))

            await #expect(throws: (any Error).self) { try await network.commit(stage, token, staged) }

            #expect(stage.live.count == (kind == .dropAfterAccept ? 1 : 0))
            #expect(stage.control.faults.first?.fired == 1)
        }
    }

    @Test(arguments: MetaNetwork.allCases, [FaultKind.serverErrorAfter, .serverErrorBefore])
    func `breaks on a commit, done or not`(_ network: MetaNetwork, _ kind: FaultKind) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let (token, staged) = try await network.ready(stage)
            stage.control.add(FaultRule(kind, at: .commit))

            let answer = try await network.commit(stage, token, staged)

            #expect(answer.status == 500 && answer.errorCode == 2)
            #expect(answer["error"]?["is_transient"] == true)
            #expect(answer["error"]?["fbtrace_id"]?.string?.isEmpty == false)
            #expect(stage.live.count == (kind == .serverErrorAfter ? 1 : 0))
        }
    }

    @Test(arguments: MetaNetwork.allCases)
    func `limits a commit in the network's own words`(_ network: MetaNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let (token, staged) = try await network.ready(stage)
            stage.control.add(FaultRule(.rateLimit, at: .commit, ms: 120_000))

            let answer = try await network.commit(stage, token, staged)
            let after = try await network.commit(stage, token, staged)

            #expect(answer.errorCode == network.limitCode)
            let usage = try #require(answer.headers["x-business-use-case-usage"])
            #expect(usage.contains("\"estimated_time_to_regain_access\":2"))
            #expect(after.status == 200 && stage.live.count == 1)
        }
    }

    @Test(arguments: MetaNetwork.allCases)
    func `ends the token in mid-flight`(_ network: MetaNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let (token, staged) = try await network.ready(stage)
            stage.control.add(FaultRule(.expiredToken, at: .commit))

            let answer = try await network.commit(stage, token, staged)
            let read = try await network.read(stage, token)
            let other = try await network.commit(stage, try stage.graphToken(network.handle), staged)

            #expect(answer.status == 401 && answer.errorCode == 190 && answer.errorSubcode == 463)
            #expect(read.errorSubcode == 463)
            #expect(other.status == 200 && stage.live.count == 1)
        }
    }

    @Test(arguments: MetaNetwork.allCases)
    func `answers a commit late, in pieces, cut short or not at all as itself`(_ network: MetaNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            for kind in [FaultKind.delay, .delayAfter, .slowBytes, .malformed, .html] {
                let (token, staged) = try await network.ready(stage)
                let before = stage.live.count
                stage.control.add(FaultRule(kind, at: .commit, ms: 60))

                let answer = try await network.commit(stage, token, staged)

                let isWhole = answer.id != nil
                #expect(isWhole == (kind != .malformed && kind != .html), "\(kind)")
                #expect(answer.status == (kind == .html ? 502 : 200), "\(kind)")
                #expect(stage.live.count == before + (kind == .html ? 0 : 1), "\(kind)")
                // The next commit must not be the same post twice in a row.
                for post in stage.live { _ = stage.control.simulator.ground.delete(post.id) }
            }
        }
    }

    @Test(arguments: MetaNetwork.allCases)
    func `strikes what is staged and leaves nothing published`(_ network: MetaNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let token = try stage.graphToken(network.handle)
            let place = network.stagingPlace
            for kind in [FaultKind.serverErrorBefore, .serverErrorAfter, .html, .malformed, .rateLimit] {
                stage.control.add(FaultRule(kind, at: place))
                let answer = try await network.stage(stage, token)
                #expect(answer.id == nil, "\(kind)")
            }
            for kind in [FaultKind.dropAfterAccept, .dropBeforeAccept] {
                stage.control.add(FaultRule(kind, at: place))
                await #expect(throws: (any Error).self) { try await network.stage(stage, token) }
            }

            #expect(try await network.stage(stage, token).id != nil)
            #expect(stage.live.isEmpty)
        }
    }

    @Test(arguments: [MetaNetwork.instagram, .threads])
    func `slows or fails a container`(_ network: MetaNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let token = try stage.graphToken(network.handle)
            let word = network == .instagram ? "status_code" : "status"
            stage.control.add(FaultRule(.processing, at: .container, ms: 60_000))
            let slow = try #require(try await network.stage(stage, token).id)
            stage.control.add(FaultRule(.failProcessing, at: .container))
            let broken = try #require(try await network.stage(stage, token).id)
            stage.clock.advance(30_000)

            let waiting = try await stage.get("/\(slow)?fields=\(word)", token: token)
            let failed = try await stage.get("/\(broken)?fields=\(word),status", token: token)
            let refused = try await network.commit(stage, token, broken)
            stage.clock.advance(30_000)
            let made = try await network.commit(stage, token, slow)

            #expect(waiting[word] == "IN_PROGRESS")
            #expect(failed[word] == "ERROR")
            #expect(refused.errorCode == -1)
            #expect(made.status == 200)
        }
    }

    @Test(arguments: [MetaNetwork.instagram, .threads])
    func `lets a container expire that waits longer than it may`(_ network: MetaNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let word = network == .instagram ? "status_code" : "status"
            #expect(stage.control.set(["containerLifeMs": 5_000]))
            let (token, staged) = try await network.ready(stage)
            stage.clock.advance(5_000)

            let state = try await stage.get("/\(staged)?fields=\(word)", token: token)
            let refused = try await network.commit(stage, token, staged)
            #expect(stage.control.set(["containerLifeMs": 0]))
            let (_, again) = try await network.ready(stage)
            stage.clock.advance(5_000)
            let made = try await network.commit(stage, token, again)

            #expect(state[word] == "EXPIRED")
            #expect(refused.status == 400)
            #expect(made.status == 200)
            #expect(stage.live.count == 1)
        }
    }

    @Test(arguments: MetaNetwork.allCases)
    func `hides the newest from a listing, and breaks a read without harm`(_ network: MetaNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let (token, staged) = try await network.ready(stage)
            _ = try await network.commit(stage, token, staged)
            stage.control.add(FaultRule(.lagListing, at: .read, times: 2, ms: 60_000))

            let hidden = try await network.read(stage, token)
            stage.clock.advance(60_000)
            let shown = try await network.read(stage, token)
            stage.control.add(FaultRule(.malformed, at: .read))
            let cut = try await network.read(stage, token)
            stage.control.add(FaultRule(.serverErrorBefore, at: .read))
            let broken = try await network.read(stage, token)

            #expect(hidden["data"] == [])
            #expect(shown["data"]?.array?.count == 1)
            #expect(cut.status == 200 && cut["data"] == nil)
            #expect(broken.status == 500)
        }
    }

    @Test func `strikes only the account it is meant for`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            stage.control.add(FaultRule(.serverErrorBefore, at: .container, account: try stage.id(of: "ayu_lestari")))

            let other = try await MetaNetwork.threads.stage(stage, try stage.graphToken("eka_putri"))
            let meant = try await MetaNetwork.threads.stage(stage, try stage.graphToken("ayu_lestari"))

            #expect(other.status == 200)
            #expect(meant.status == 500)
        }
    }
}
