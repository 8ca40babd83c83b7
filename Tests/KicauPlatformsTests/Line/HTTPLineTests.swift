import Foundation
import InMemoryTracing
import KicauCore
import Testing
import Tracing

@testable import KicauPlatforms

private struct StandingClock: TimeSource {
    func now() -> Instant { .noon }
    func steadyMs() -> Int64 { 0 }
}

@Suite("The line to the networks")
struct HTTPLineTests {
    func call(_ server: LoopbackServer, body: Call.Body = .none, deadline: Duration = .minutes(1)) -> Call {
        Call(
            .post, server.origin + "/a", query: [("q", "x y")],
            headers: [("authorization", Redacted("Bearer secret-token"))], body: body, deadline: deadline,
            isCommit: true)
    }

    func failure(_ act: LoopbackServer.Act, deadline: Duration = .minutes(1)) async throws -> (
        LineFailure?, LoopbackServer
    ) {
        let server = try await LoopbackServer.start(act)
        let line = HTTPLine(allowedOrigins: [server.origin], clock: StandingClock())
        do throws(LineFailure) {
            _ = try await line.call(call(server, deadline: deadline), unit: MeterUnit("publish"))
            return (nil, server)
        } catch { return (error, server) }
    }

    @Test func `brings a whole answer`() async throws {
        let server = try await LoopbackServer.start(
            .answer("HTTP/1.1 201 Created\r\nX-Thing: 7\r\ncontent-length: 2\r\n\r\nok"))
        let line = HTTPLine(allowedOrigins: [server.origin], clock: StandingClock())

        let reply = try await line.call(call(server, body: .json(["b": 1, "a": 2])), unit: MeterUnit("publish"))

        #expect(reply.status == 201)
        #expect(reply.header("X-Thing") == "7")
        #expect(reply.text == "ok")
        #expect(server.requests.count == 1)
        #expect(server.requests[0].hasPrefix("POST /a?q=x%20y HTTP/1.1\r\n"))
        #expect(server.requests[0].lowercased().contains("user-agent: kicau/0.1"))
        #expect(server.requests[0].hasSuffix(#"{"a":2,"b":1}"#))
    }

    @Test func `tells a network nothing of our traces, and a collector no address`() async throws {
        let server = try await LoopbackServer.start(.answer("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"))
        let line = HTTPLine(allowedOrigins: [server.origin], clock: StandingClock())
        let tracer = InMemoryTracer()

        try await withTracer(tracer) {
            _ = try await withSpan("commit") { _ in
                try await line.call(call(server), unit: MeterUnit("publish"))
            }
        }

        #expect(tracer.finishedSpans.map(\.operationName) == ["commit"])
        #expect(tracer.performedContextInjections.isEmpty)
        #expect(server.requests.count == 1 && !server.requests[0].contains(InMemoryTracer.traceIDKey))
    }

    @Test func `follows no redirect`() async throws {
        let (failure, server) = try await failure(
            .answer("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"))

        #expect(failure == nil)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        LoopbackServer.Act.close, .cut("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegin"), .cut("HTTP/1.1 20"),
    ])
    func `is in doubt when bytes left and no whole answer came, and sends nothing twice`(
        act: LoopbackServer.Act
    ) async throws {
        let (failure, server) = try await failure(act)

        guard case .noAnswer(let trace)? = failure else { return #expect(Bool(false)) }
        #expect(!trace.what.contains("secret-token"))
        #expect(server.requests.count == 1)
    }

    @Test(.timeLimit(.minutes(2))) func `gives up at its deadline`() async throws {
        // On a busy machine a short one may be over before anything has left, which is another end.
        for deadline in [Duration.milliseconds(300), .seconds(3), .seconds(30)] {
            let (failure, _) = try await failure(.silence, deadline: deadline)
            guard case .noAnswer(let trace)? = failure else { continue }
            #expect(trace.what == "the call took longer than it may")
            return
        }
        Issue.record("nothing ever left")
    }

    @Test(arguments: ["http:", "https:"]) func `knows when nothing left`(scheme: String) async throws {
        let server = try await LoopbackServer.start(.close)
        let origin = server.origin.replacing("http:", with: scheme)
        try await server.stop()
        let line = HTTPLine(allowedOrigins: [origin], clock: StandingClock())

        await #expect {
            try await line.call(Call(.post, origin + "/a"), unit: MeterUnit("publish"))
        } throws: { error in
            if case .neverLeft(_, .unreachable)? = error as? LineFailure { true } else { false }
        }
    }

    @Test func `sends nothing when a header holds a line's end`() async throws {
        let server = try await LoopbackServer.start(.close)
        let line = HTTPLine(allowedOrigins: [server.origin], clock: StandingClock())
        let call = Call(.post, server.origin + "/a", headers: [("authorization", Redacted("Bearer a\r\nx: y"))])

        await #expect {
            try await line.call(call, unit: MeterUnit("publish"))
        } throws: { error in
            guard case .neverLeft(_, .unreachable(let why))? = error as? LineFailure else { return false }
            return why == "the header authorization holds a character that it may not"
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `does not go into private networks`() async throws {
        let server = try await LoopbackServer.start(.close)
        let line = HTTPLine(allowedOrigins: [], clock: StandingClock())

        await #expect {
            try await line.call(
                Call(.get, server.origin.replacing("http:", with: "https:")), unit: MeterUnit("read"))
        } throws: { error in
            guard let failure = error as? LineFailure else { return false }
            return failure.problem(asking: "m.example").code == .privateAddress
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `streams files inside a form`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "kicau-line-\(UUID().uuidString)")
        let bytes = String(repeating: "0123456789", count: 60_000)
        try Data(bytes.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // the system sweeps what is left
        let server = try await LoopbackServer.start(.answer("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"))
        let line = HTTPLine(allowedOrigins: [server.origin], clock: StandingClock())
        let part = Call.FilePart(field: "media", fileName: "a\"b.jpg", type: "image/jpeg", path: file.path())

        _ = try await line.call(
            call(server, body: .multipart([("category", "tweet_image")], files: [part])), unit: MeterUnit("upload"))

        let request = server.requests[0]
        #expect(request.contains("name=\"category\"\r\n\r\ntweet_image\r\n"))
        #expect(
            request.contains(
                "name=\"media\"; filename=\"a%22b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" + bytes + "\r\n--"))
    }

    @Test func `sends nothing when a picture's file is not there`() async throws {
        let server = try await LoopbackServer.start(.close)
        let line = HTTPLine(allowedOrigins: [server.origin], clock: StandingClock())

        await #expect {
            try await line.call(
                call(server, body: .file(path: "/nowhere/a", type: "image/png")), unit: MeterUnit("upload"))
        } throws: { error in
            if case .neverLeft? = error as? LineFailure { true } else { false }
        }
        #expect(server.requests.isEmpty)
    }
}
