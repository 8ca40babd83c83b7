import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KicauCore
import KicauPeople
import Logging
import NIOCore

@testable import KicauWeb

/// A server with the real guards and a few plain routes behind them, for the tests of what stands before every page.
struct Gate {
    static let ayuCookie = "kicau_session=ayu"
    static let token = Samples.signedIn.formToken

    let router: Router<Visit>

    init(needsSetUp: Bool = false, baseURL: String = "http://127.0.0.1:8080") throws {
        let speaking = try Speaking.loaded()
        let settings = WebSettings(
            baseURL: baseURL, mode: .real, version: "0", uploadFolder: NSTemporaryDirectory())
        let guards = Guards(
            speaking: speaking, settings: settings, clock: StoppedClock(), secret: { "secret-of-24-characters-x" })
        router = Router(context: Visit.self)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ProblemPages(speaking: speaking, settings: settings))
        guards.stand(
            before: router,
            caller: { $0.reveal() == "ayu" ? Samples.signedIn : nil },
            needsSetUp: { needsSetUp })
        router.get("/hello") { _, visit in Response.html(visit.voice.say("Sign in, then try again.")) }
        router.get("/problem") { _, _ -> Response in throw Samples.broken }
        router.get("/crash") { _, _ -> Response in throw Crash() }
        router.get("/member") { _, visit in Response.html(try visit.caller.workspace.name) }
        router.post("/echo") { _, visit in Response.html(visit.form["text"] + visit.form.files.map(\.name).joined()) }
        router.get("/sign-in") { _, _ in Response.html("sign in") }
        router.get("/set-up") { _, _ in Response.html("set up") }
    }

    func answer(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: String = ""
    ) async throws -> TestResponse {
        try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: headers, body: ByteBuffer(string: body))
        }
    }

    struct Crash: Error {}
}

struct StoppedClock: TimeSource {
    func now() -> Instant { Samples.now }
    func steadyMs() -> Int64 { 0 }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
