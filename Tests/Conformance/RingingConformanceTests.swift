import Foundation
import FoundationNetworking
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// From "somebody comments there" to "it stands in the inbox", by the network's own call.
@Suite("Every network that calls", .serialized)
struct RingingConformanceTests {
    static let names = ["x", "facebook", "instagram", "threads", "linkedin"]

    /// What an operator says of his app: the secret X signs with, and that LinkedIn's app is one for pages.
    private static let options = [
        "x": ["apiKeySecret": "rehearsal-key-secret"], "linkedin": ["audience": "organisations"],
    ]

    private struct Stage: Sendable {
        let rehearsal: Rehearsal
        /// Where the network calls.
        let url: String
        /// What stands there of ours.
        let ours: LivePost

        func says(_ text: String, by speaker: String = "Bima Pratama") throws -> LivePost {
            let person = try #require(rehearsal.control.people.first { $0.name == speaker })
            return try #require(
                rehearsal.control.seed(
                    SeedPost(
                        account: person.id, text: text, createdAtMs: rehearsal.time.now().ms, parent: ours.id)))
        }

        /// Waits for the network's next call, the newest of so many.
        func rung(_ count: Int) async throws -> MadeRing {
            for _ in 0..<1_000 where rehearsal.control.rings.count < count {
                await Task.rest(for: .milliseconds(10))
            }
            #expect(rehearsal.control.rings.count == count)
            return try #require(rehearsal.control.rings.last)
        }

        /// However often it rings, the account is listened to no more often than this.
        var pause: Duration { rehearsal.platform.rules.inbox?.ringsEvery ?? .zero }

        func turn() async -> Int { await Listener(kit: rehearsal.kit).turn() }

        func heard() async throws -> [String] {
            try await rehearsal.publishing.inbox.list(InboxFilter(), for: rehearsal.caller).items.map(\.said.text)
        }

        /// The call as whoever overheard it would make it.
        func calls(_ body: Data, _ signature: (name: String, value: String)?) async throws -> Int {
            var request = URLRequest(url: try #require(URL(string: url)))
            request.httpMethod = "POST"
            request.httpBody = body
            if let signature { request.setValue(signature.value, forHTTPHeaderField: signature.name) }
            let (_, answer) = try await URLSession.shared.data(for: request)
            return (answer as? HTTPURLResponse)?.statusCode ?? 0
        }
    }

    /// The account has a post, was listened to just now, and the network knows where to call.
    private static func on(_ name: String, _ test: @escaping @Sendable (Stage) async throws -> Void) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform, options: options[name] ?? [:]) { rehearsal in
            _ = try await rehearsal.schedule([try await PlatformConformanceTests.part("Kami buka", rehearsal)])
            try await rehearsal.advance(by: .minutes(10))
            let ours = try #require(rehearsal.live.first { $0.parent == nil })
            try await HookDoor.open(for: rehearsal) { url in
                let stage = Stage(rehearsal: rehearsal, url: url, ours: ours)
                #expect(await stage.turn() == 1)
                let listing = try await rehearsal.publishing.inbox.list(InboxFilter(), for: rehearsal.caller)
                #expect(listing.items.isEmpty && listing.deaf.isEmpty, "\(listing.deaf)")
                #expect(await rehearsal.control.hook(at: url, word: try await word(rehearsal)) == nil)
                rehearsal.time.advance(by: stage.pause)
                #expect(await stage.turn() == 0)
                try await test(stage)
            }
        }
    }

    private static func word(_ rehearsal: Rehearsal) async throws -> String {
        let bell = try await rehearsal.accounts.doorman.bell(of: rehearsal.platform.id, for: rehearsal.caller)
        return try #require(bell).word
    }

    @Test(arguments: names)
    func `brings what was said into the inbox at once`(name: String) async throws {
        try await Self.on(name) { stage in
            _ = try stage.says("Hari Minggu juga buka?")
            let ring = try await stage.rung(1)

            #expect(ring.status == 200)
            #expect(ring.url == stage.url)
            // Not a second has passed on the clock of either side.
            #expect(await stage.turn() == 1)
            #expect(try await stage.heard() == ["Hari Minggu juga buka?"])
        }
    }

    @Test func `of LinkedIn brings a mention elsewhere into the inbox at once`() async throws {
        try await Self.on("linkedin") { stage in
            let control = stage.rehearsal.control
            let house = try #require(Rehearsal.house(control))
            let text = "Kopi di @[Kedai Aksara](urn:li:organization:\(house.id)) enak"
            let now = stage.rehearsal.time.now().ms
            _ = try #require(control.seed(SeedPost(account: "bima-pratama", text: text, createdAtMs: now)))

            let ring = try await stage.rung(1)

            #expect(ring.status == 200)
            #expect(await stage.turn() == 1)
            #expect(try await stage.heard() == ["Kopi di Kedai Aksara enak"])
        }
    }

    @Test(arguments: names)
    func `changes nothing by calling twice, and cannot make us ask without end`(name: String) async throws {
        try await Self.on(name) { stage in
            _ = try stage.says("Hari Minggu juga buka?")
            let ring = try await stage.rung(1)
            #expect(await stage.turn() == 1)

            for _ in 0..<3 { #expect(try await stage.calls(ring.body, ring.signature) == 200) }

            #expect(await stage.turn() == 0)
            stage.rehearsal.time.advance(by: stage.pause)
            #expect(await stage.turn() == 1)
            #expect(try await stage.heard() == ["Hari Minggu juga buka?"])
        }
    }

    @Test(arguments: names)
    func `is not believed without its signature`(name: String) async throws {
        try await Self.on(name) { stage in
            _ = try stage.says("Hari Minggu juga buka?")
            let ring = try await stage.rung(1)
            #expect(await stage.turn() == 1)
            stage.rehearsal.time.advance(by: stage.pause)

            let other = ring.body + Data(" ".utf8)
            let statuses = [
                try await stage.calls(ring.body, nil), try await stage.calls(other, ring.signature),
                try await stage.calls(ring.body, (ring.signature.name, "sha256=" + String(repeating: "0", count: 64))),
            ]

            #expect(statuses == [403, 403, 403])
            #expect(await stage.turn() == 0)
        }
    }

    @Test(arguments: names)
    func `rings for no account that is not ours`(name: String) async throws {
        try await Self.on(name) { stage in
            let house = try #require(Rehearsal.house(stage.rehearsal.control))
            let stranger = try #require(
                stage.rehearsal.control.people.first { $0.name == "Eka Putri" && $0.kind == house.kind }
                    ?? addStranger(stage.rehearsal.control, like: house))
            #expect(
                await stage.rehearsal.control.hook(at: stage.url, word: try await Self.word(stage.rehearsal)) == nil)
            let theirs = try #require(stage.rehearsal.control.seed(SeedPost(account: stranger.id, text: "Halo")))
            let speaker = try #require(stage.rehearsal.control.people.first { $0.name == "Citra Dewi" })

            _ = stage.rehearsal.control.seed(SeedPost(account: speaker.id, text: "Cantik", parent: theirs.id))
            let ring = try await stage.rung(1)

            #expect(ring.status == 200)
            #expect(await stage.turn() == 0)
            #expect(try await stage.heard() == [])
        }
    }

    /// A page or an organisation of somebody else's.
    private func addStranger(_ control: RehearsalControl, like house: Person) -> Person? {
        let stranger = Person(
            id: house.id + "7", handle: house.handle + "lain", name: "Kedai Lain", kind: house.kind,
            managers: house.managers)
        control.add(stranger)
        return stranger
    }

    @Test(arguments: names)
    func `does not take an address whose owner cannot prove it`(name: String) async throws {
        try await Self.on(name) { stage in
            let control = stage.rehearsal.control
            let wrongWord = await control.hook(at: stage.url, word: "lain")
            let elsewhere = await control.hook(at: "https://kicau.example/hooks/\(name)", word: "lain")
            let nobody = await control.hook(at: stage.url + "lain", word: "lain")

            // Only Meta's networks ask for the word; the others for a signature.
            #expect(wrongWord == (["x", "linkedin"].contains(name) ? nil : "silent"))
            #expect(elsewhere == "far")
            #expect(nobody == "silent")
        }
    }
}
