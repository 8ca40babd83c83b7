import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A warning that is called out")
struct WarningHookTests {
    private let secret = Redacted("0123456789abcdef")

    private func reached(_ line: AlarmLine) async throws -> WarningStage {
        let stage = try await WarningStage(pages: line)
        _ = try await stage.book.setHook("https://hook.example/1", secret: secret, by: stage.world.caller)
        try await stage.cap(30_000)
        try await stage.plan("Halo", in: .days(3))
        return stage
    }

    @Test func `is signed under the workspace's secret, over the time and the bytes that are sent`() async throws {
        let line = AlarmLine(status: 204)
        let stage = try await reached(line)
        await stage.round().turn()

        let call = try #require(line.calls.first)
        guard case .bytes(let body, let type) = call.body else {
            Issue.record("no bytes were sent")
            return
        }
        let header = call.headers.first { $0.0 == WarningSignature.header }?.1.reveal()
        #expect(call.url == "https://hook.example/1" && type == "application/json")
        #expect(String(decoding: body, as: UTF8.self).contains("\"crossing\":\"50\""))
        #expect(header == WarningSignature.value(of: body, at: stage.world.time.now(), secret: secret))
        #expect(line.calls.count == 1)
    }

    /// As `hmac.new(b"0123456789abcdef", b'1780279200.{"a":1}', sha256)` of Python says.
    @Test func `has a signature that others can check`() {
        let value = WarningSignature.value(
            of: Array("{\"a\":1}".utf8), at: Instant(ms: 1_780_279_200_900), secret: secret)

        #expect(value == "t=1780279200,v1=e1aaf57ed4ab1a92f4cb1eaeb9f8f04e87bd1c794afde9ea0b866e133d5f9ab2")
    }

    @Test func `is repeated with the same name until it is heard, an answer that never came too`() async throws {
        let line = AlarmLine(status: nil)
        let stage = try await reached(line)
        let round = stage.round()
        await round.turn()
        line.answers(500)
        stage.world.time.advance(by: .minutes(1))
        await round.turn()
        line.answers(200)
        stage.world.time.advance(by: .minutes(5))
        await round.turn()
        stage.world.time.advance(by: .hours(5))
        await round.turn()

        #expect(line.calls.count == 3)
        let bodies = Set(
            line.calls.map { call -> String in
                guard case .bytes(let body, _) = call.body else { return "" }
                return String(decoding: body, as: UTF8.self)
            })
        #expect(bodies.count == 1)
        let telling = try await stage.book.tellings(for: stage.world.caller).first { $0.to == nil }
        #expect(telling?.state == .told && telling?.tries == 3)
    }

    @Test func `is given up where nobody listens, and the letter comes all the same`() async throws {
        let line = AlarmLine(status: 404)
        let stage = try await reached(line)
        let round = stage.round()
        await round.turn()
        for pause in WarningRound.pauses {
            stage.world.time.advance(by: pause)
            await round.turn()
        }

        let telling = try #require(
            try await stage.book.tellings(for: stage.world.caller).first { $0.to == nil })
        #expect(telling.state == .givenUp && telling.trouble == "the webhook answered with status 404")
        #expect(stage.mailbox.letters.count == 1)
    }

    @Test(arguments: [
        "", "hook", "http://hook.example/1", "https://", "https://ayu:pass@hook.example/", "https://hook.example/a b",
        "https://hook.example/#x", "ftp://hook.example", "https://hook.example/\u{202E}",
        "https://hook.example/" + String(repeating: "a", count: 2000),
    ])
    func `has an address by https and without a person in it`(_ address: String) async throws {
        let stage = try await WarningStage()

        await #expect {
            _ = try await stage.book.setHook(address, by: stage.world.caller)
        } throws: { ($0 as? Problem)?.field == "url" }
    }

    @Test func `keeps its secret sealed, and shows it to nobody again`() async throws {
        let stage = try await WarningStage()
        let caller = stage.world.caller
        let made = try await stage.book.setHook("https://hook.example/1", by: caller)
        let row = try #require(try await stage.world.store.read { try $0.warningHook(of: caller.workspace.id) })

        #expect(made.reveal().utf8.count >= 16)
        #expect(!String(decoding: row.sealedSecret, as: UTF8.self).contains(made.reveal()))
        #expect(try await stage.book.hook(for: caller)?.url == "https://hook.example/1")
        try await stage.book.dropHook(by: caller)
        #expect(try await stage.book.hook(for: caller) == nil)
        let viewer = Caller(user: nil, workspace: caller.workspace, role: .editor)
        await #expect {
            _ = try await stage.book.hook(for: viewer)
        } throws: { ($0 as? Problem)?.code == .notAllowed }
    }
}
