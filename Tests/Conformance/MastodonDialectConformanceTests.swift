import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// One connector, six servers of the family: what each has not is said, and whatever gets lost is there exactly once.
@Suite("Every server that speaks Mastodon's API", .serialized)
struct MastodonDialectConformanceTests {
    static let servers = ["mastodon", "gotosocial", "pleroma", "akkoma", "pixelfed", "snac"]
    private let mastodon = Mastodon()

    private func on(_ server: String, _ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        try await Rehearsal.on(mastodon, playing: ["server": .string(server)], test)
    }

    private func account(_ rehearsal: Rehearsal) async throws -> Account {
        try #require(try await rehearsal.store.read { try $0.account(rehearsal.account) }).account
    }

    /// With a picture, which one of them asks for.
    private func part(_ text: String, _ rehearsal: Rehearsal) async throws -> Post.Part {
        Post.Part(text: text, media: [try await rehearsal.picture("Secangkir kopi")])
    }

    /// Pixelfed and snac answer with a language of their own.
    private func losesLanguage(_ server: String) -> Bool { ["pixelfed", "snac"].contains(server) }

    /// Pixelfed's and snac's API has no list of what a post was before.
    private func keepsVersions(_ server: String) -> Bool { !["pixelfed", "snac"].contains(server) }

    /// What the post that is there has been, oldest first; nil where the server does not say.
    private func versions(_ rehearsal: Rehearsal) async throws -> [JSONValue]? {
        let (origin, post) = (rehearsal.control.origin, try #require(rehearsal.live.first))
        let line = HTTPLine(allowedOrigins: [origin], clock: rehearsal.time)
        let asked = Call(.get, "\(origin)/api/v1/statuses/\(post.id)/history")
        let reply = try await line.call(asked, unit: MeterUnit("read"))
        return reply.status == 200 ? JSONValue(reading: Data(reply.body))?.array : nil
    }

    @Test(arguments: servers)
    func `is recognised, and its limits are kept with the account`(server: String) async throws {
        let texts = ["gotosocial": 5000, "pleroma": 5000, "akkoma": 5000, "snac": 100_000]
        let answers = ["gotosocial": 6, "pleroma": 20, "akkoma": 20, "snac": 8]
        try await on(server) { rehearsal in
            let traits = try await account(rehearsal).traits

            #expect(traits["software"]?.string == server)
            #expect(traits["maxCharacters"]?.int == texts[server] ?? 500)
            #expect(traits["maxPollAnswers"]?.int == answers[server] ?? 4)
            #expect(traits["idempotency"]?.string == (server == "pixelfed" ? "refused" : "harmless"))
            let detail = try await rehearsal.accounts.check(rehearsal.account, by: rehearsal.caller)
            #expect(detail.summary.state == .connected)
            #expect(detail.forecasts == [])
        }
    }

    @Test(arguments: servers)
    func `is asked again each day what it takes`(server: String) async throws {
        try await on(server) { rehearsal in
            #expect(rehearsal.control.set(["maxCharacters": 321]))
            rehearsal.time.advance(by: .days(1))

            await AccountCounter(kit: rehearsal.kit).turn()

            let traits = try await account(rehearsal).traits
            #expect(traits["maxCharacters"]?.int == 321)
            #expect(traits["visibility"]?.string == "public")
        }
    }

    @Test(arguments: servers)
    func `shows a post with its picture, and tells what it dropped`(server: String) async throws {
        try await on(server) { rehearsal in
            let text = "Selamat pagi ☕️\nbaris kedua\n\n#kopi https://kedai-aksara.com/menu"
            let delivery = try await rehearsal.schedule([try await part(text, rehearsal)])

            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(rehearsal.live.map(\.text) == [text])
            #expect(rehearsal.live.first?.media.map(\.alt) == ["Secangkir kopi"])
            let told = (detail.receipts.first?.differences ?? []).map(\.description)
            #expect(
                told == (losesLanguage(server) ? ["The server marks the language as en, and it was sent as id."] : []))
        }
    }

    @Test(arguments: servers)
    func `loses each answer of a thread, and has each part once`(server: String) async throws {
        try await on(server) { rehearsal in
            rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 3))
            let delivery = try await rehearsal.schedule([
                try await part("satu", rehearsal), Post.Part(text: "dua"), Post.Part(text: "tiga"),
            ])

            try await rehearsal.advance(by: .hours(1))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            let live = rehearsal.live.sorted { $0.createdAtMs < $1.createdAtMs }
            #expect(live.map(\.text) == ["satu", "dua", "tiga"])
            #expect(live.map(\.parent) == [nil, live.first?.id, live.dropFirst().first?.id])
        }
    }

    @Test(arguments: servers)
    func `does not get a post that never came twice either`(server: String) async throws {
        try await on(server) { rehearsal in
            rehearsal.control.add(FaultRule(.dropBeforeAccept, at: .commit, times: 1))
            let delivery = try await rehearsal.schedule([try await part("Hilang di jalan", rehearsal)])

            try await rehearsal.advance(by: .hours(1))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(rehearsal.live.count <= 1)
            // Where what is there cannot be told for certain, a person is asked.
            #expect(detail.state == .published ? rehearsal.live.count == 1 : detail.waitingFor == .doubt)
        }
    }

    @Test(arguments: servers)
    func `puts other words in a post's place and takes it off again`(server: String) async throws {
        try await on(server) { rehearsal in
            let delivery = try await rehearsal.schedule([try await part("Buka pukul tujuh", rehearsal)])
            try await rehearsal.advance(by: .minutes(10))

            try await rehearsal.publishing.edit(delivery, part: 0, to: "Buka pukul delapan", by: rehearsal.caller)
            rehearsal.time.advance(by: .minutes(1))
            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)

            #expect(rehearsal.live.map(\.text) == ["Buka pukul delapan"])
            #expect(rehearsal.live.first?.media.count == 1)
            #expect(try await rehearsal.detail(of: delivery).checks.last?.sighting == .unchanged)
            let words = try await versions(rehearsal)?.map { $0["content"]?.string?.contains("delapan") == true }
            #expect(words == (keepsVersions(server) ? [false, true] : nil))
            try await rehearsal.publishing.resolve(delivery, by: .delete, link: nil, caller: rehearsal.caller)
            #expect(rehearsal.live.isEmpty)
        }
    }

    @Test(arguments: servers)
    func `gets a poll where it keeps polls, and is never asked for one elsewhere`(server: String) async throws {
        let options = ChosenOptions(["poll": ["Kopi", "Teh"], "poll_hide_totals": ["yes"]])
        try await on(server) { rehearsal in
            let parts = [Post.Part(text: "Kopi atau teh?")]
            guard !["pixelfed", "snac"].contains(server) else {
                await #expect(throws: Problem.self) { _ = try await rehearsal.schedule(parts, options: options) }
                #expect(rehearsal.live.isEmpty)
                return
            }
            let delivery = try await rehearsal.schedule(parts, options: options)

            try await rehearsal.advance(by: .minutes(10))

            let told = try await rehearsal.detail(of: delivery).receipts.first?.differences.map(\.description)
            let isPleroma = ["pleroma", "akkoma"].contains(server)
            #expect(told == (isPleroma ? ["The server shows the poll's counts before it ends."] : []))
        }
    }

    @Test(arguments: [("gotosocial", 6), ("akkoma", 20)])
    func `takes as many answers as it announces, and no more`(server: String, most: Int) async throws {
        try await on(server) { rehearsal in
            let answers = (1...most + 1).map { "Pilihan \($0)" }
            await #expect(throws: Problem.self) {
                _ = try await rehearsal.schedule(
                    [Post.Part(text: "Pilih")], options: ChosenOptions(["poll": answers]))
            }

            let delivery = try await rehearsal.schedule(
                [Post.Part(text: "Pilih")], options: ChosenOptions(["poll": Array(answers.prefix(most))]))
            try await rehearsal.advance(by: .minutes(10))

            #expect(try await rehearsal.detail(of: delivery).receipts.first?.differences == [])
            #expect(rehearsal.live.count == 1)
        }
    }

    @Test func `asks Pixelfed for no post without a picture`() async throws {
        try await on("pixelfed") { rehearsal in
            let problem = await #expect(throws: Problem.self) {
                _ = try await rehearsal.schedule([Post.Part(text: "Tanpa gambar")])
            }

            #expect(problem?.code == .ruleBroken)
            #expect(rehearsal.live.isEmpty)
        }
    }
}
