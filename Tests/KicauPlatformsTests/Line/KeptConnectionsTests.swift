import KicauCore
import NIOSSL
import Synchronization
import Testing

@testable import KicauPlatforms

/// Two clocks that go only when told to.
private final class HeldClock: TimeSource {
    private let times = Mutex((steady: Int64(0), wall: Instant.noon))

    func now() -> Instant { times.withLock { $0.wall } }
    func steadyMs() -> Int64 { times.withLock { $0.steady } }
    func pass(steady: Duration, wall: Duration) {
        times.withLock { $0 = ($0.steady + steady.inMilliseconds, $0.wall + wall) }
    }
}

private let ok = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

@Suite("Connections that are kept")
struct KeptConnectionsTests {
    private let clock = HeldClock()

    /// Calls twice, with `between` in between; gives what came over each connection.
    private func twice(
        _ act: LoopbackServer.Act, between: (HeldClock) async throws -> Void = { _ in }
    ) async throws -> [String] {
        let server = try await LoopbackServer.start(act)
        let line = HTTPLine(allowedOrigins: [server.origin], clock: clock)
        for target in ["/first", "/second"] {
            let reply = try await line.call(
                Call(.post, server.origin + target, deadline: .minutes(1)), unit: MeterUnit("publish"))
            #expect(reply.text == "ok")
            if target == "/first" { try await between(clock) }
        }
        return server.requests
    }

    @Test func `serve the next call too`() async throws {
        let requests = try await twice(.answers(ok)) { $0.pass(steady: .milliseconds(900), wall: .milliseconds(900)) }

        #expect(requests.count == 1)
        #expect(requests[0].contains("POST /first") && requests[0].contains("POST /second"))
    }

    @Test(arguments: [
        (steady: Duration.milliseconds(1100), wall: Duration.milliseconds(1100)),
        // Held still: only the wall clock went on. Set back: it says less than nothing.
        (steady: .zero, wall: .hours(1)), (steady: .milliseconds(10), wall: .hours(-1)),
    ])
    func `are not used after a second, by either clock`(steady: Duration, wall: Duration) async throws {
        let requests = try await twice(.answers(ok)) { $0.pass(steady: steady, wall: wall) }

        #expect(requests.count == 2)
    }

    @Test func `are not used when the network wants to close`() async throws {
        let requests = try await twice(.answers("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"))

        #expect(requests.count == 2)
    }

    @Test func `are left when the network has closed them, and leave no doubt`() async throws {
        let requests = try await twice(.answer(ok)) { _ in try await Task.sleep(for: .milliseconds(100)) }

        #expect(requests.count == 2)
    }
}

@Suite("Secure connections")
struct SecureConnectionTests {
    let identity = Identity()

    private func answer(trusting certificate: NIOSSLCertificate) async throws -> (Reply, LoopbackServer) {
        let server = try await LoopbackServer.start(.answers(ok), lock: try identity.context)
        let line = HTTPLine(
            allowedOrigins: [server.origin], clock: HeldClock(), trust: try .authority(certificate))
        return (
            try await line.call(Call(.post, server.origin + "/a", deadline: .minutes(1)), unit: MeterUnit("publish")),
            server
        )
    }

    @Test func `carry calls to whom the authority vouches for`() async throws {
        let (reply, server) = try await answer(trusting: try identity.certificate)

        #expect(reply.text == "ok")
        #expect(server.requests[0].hasPrefix("POST /a HTTP/1.1\r\n"))
    }

    @Test func `let nothing leave when the network cannot show who it is`() async throws {
        let server = try await LoopbackServer.start(.answers(ok), lock: try identity.context)
        let line = HTTPLine(allowedOrigins: [server.origin], clock: HeldClock())

        await #expect {
            try await line.call(Call(.post, server.origin + "/a", deadline: .minutes(1)), unit: MeterUnit("publish"))
        } throws: { error in
            guard case .neverLeft(_, .unreachable(let why))? = error as? LineFailure else { return false }
            return why == "no safe connection could be made"
        }
        #expect(!server.requests.joined().contains("POST"))
    }

    @Test(.timeLimit(.minutes(1))) func `give up on a handshake that does not end, and nothing has left`() async throws
    {
        let server = try await LoopbackServer.start(.silence)
        let origin = server.origin.replacing("http:", with: "https:")
        let line = HTTPLine(allowedOrigins: [origin], clock: HeldClock())

        await #expect {
            try await line.call(
                Call(.post, origin + "/a", deadline: .milliseconds(300)), unit: MeterUnit("publish"))
        } throws: { error in
            if case .neverLeft(_, .unreachable("the call took longer than it may"))? = error as? LineFailure {
                true
            } else {
                false
            }
        }
    }
}
