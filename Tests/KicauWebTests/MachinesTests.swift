import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauStore
import KicauTesting
import NIOCore
import Testing

@testable import KicauWeb

@Suite("What machines ask")
struct MachinesTests {
    private func answer(_ path: String, at world: World) async throws -> TestResponse {
        let router = try Browser.desk(of: world).router()
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: .get)
        }
    }

    @Test func `healthz says ok whatever else is wrong`() async throws {
        let world = try await World.flock()
        try world.store.close()

        let answer = try await answer("/healthz", at: world)

        #expect(answer.status == .ok)
        #expect(answer.text == "ok")
    }

    @Test func `readyz names what is not ready`() async throws {
        let world = try await World.flock()
        let before = try await answer("/readyz", at: world)
        #expect(before.status == .serviceUnavailable)
        #expect(before.text.contains(#""not_ready":["dispatcher"]"#))

        await world.work()

        #expect(try await answer("/readyz", at: world).status == .ok)
    }

    @Test func `where no network asks who we are, there is no document about us`() async throws {
        let world = try await World.flock()

        #expect(try await answer("/oauth/client-metadata.json", at: world).status == .notFound)
    }

    @Test func `each answer names its request`() async throws {
        let world = try await World.flock()

        #expect(try await answer("/healthz", at: world).headers[.requestID]?.isEmpty == false)
    }
}

@Suite("Who may read the metrics")
struct MetricsGateTests {
    private func opens(
        _ access: WebSettings.MetricsAccess, from peer: String, _ headers: HTTPFields = [:]
    ) -> Problem.Code? {
        let request = Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "a", path: "/metrics", headerFields: headers),
            body: .init(buffer: ByteBuffer()))
        do throws(Problem) {
            try MetricsGate(access: access).open(for: request, from: peer)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: ["127.0.0.1", "127.9.9.9", "::1"])
    func `local lets this machine in`(peer: String) {
        #expect(opens(.local, from: peer) == nil)
    }

    @Test func `local lets nobody else in, nor who comes through a proxy on this machine`() {
        #expect(opens(.local, from: "10.0.0.4") == .notAllowed)
        #expect(opens(.local, from: "unknown") == .notAllowed)
        #expect(opens(.local, from: "127.0.0.1", [.forwardedFor: "127.0.0.1"]) == .notAllowed)
    }

    @Test func `a token is compared as a whole`() {
        let access = WebSettings.MetricsAccess.token(Redacted("0123456789abcdef"))

        #expect(opens(access, from: "10.0.0.4", [.authorization: "Bearer 0123456789abcdef"]) == nil)
        #expect(opens(access, from: "127.0.0.1") == .badKey)
        #expect(opens(access, from: "127.0.0.1", [.authorization: "Bearer 0123456789abcde"]) == .badKey)
        #expect(opens(access, from: "127.0.0.1", [.authorization: "Bearer 0123456789abcdeF"]) == .badKey)
    }

    @Test func `off is as if there were none`() {
        #expect(opens(.off, from: "127.0.0.1") == .notFound)
    }
}
