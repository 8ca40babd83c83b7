import HTTPTypes
import KicauCore
import KicauPlatforms
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

/// What a network offers beyond text and pictures, several at once, by the ways that programs and people come.
@Suite("Every network that is asked for more through the front door", .serialized)
struct OptionDoorTests {
    @Test(arguments: OptionConformanceTests.names)
    func `takes what goes together in one post from the API`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        let together = try #require(OptionCase.together[name])
        try await Rehearsal.on(platform) { rehearsal in
            let stage = try OptionStage(rehearsal)
            let door = try await FrontDoor(rehearsal)

            let made = try await door.ask(.post, "/posts", try await stage.body(together))
            try await rehearsal.advance(by: .minutes(30))

            #expect(made.status == 201, "\(made.json)")
            let delivery = try #require(made.json["deliveries"]?[0]?["id"]?.string.flatMap { DeliveryID($0) })
            try await stage.expect(together, in: delivery)
        }
    }

    @Test func `takes what goes together in one post from the fields of the page`() async throws {
        let together = try #require(OptionCase.together["mastodon"])
        try await Rehearsal.on(Mastodon()) { rehearsal in
            let stage = try OptionStage(rehearsal)
            let door = try await FrontDoor(rehearsal)
            #expect(try await door.visit("/compose") == .ok)
            let chosen = Self.fields(together, of: Mastodon().rules.options)
            for (name, _) in chosen { #expect(door.page.contains("name=\"\(name)\""), "\(name)") }

            let seen = try await door.submit(
                "/compose",
                [
                    ("key", "together"), ("account", "\(rehearsal.account)"), ("parts", "1"),
                    ("text-0", OptionStage.text), ("when", "now"), ("do", "send"),
                ] + chosen)
            try await rehearsal.advance(by: .minutes(30))

            #expect(seen == .ok)
            let post = try await rehearsal.publishing.post(ID(1), for: rehearsal.caller)
            try await stage.expect(together, in: try #require(post.deliveries.first).id)
        }
    }

    /// As a browser without scripts sends them: lines in one field, all else a field each.
    private static func fields(_ asked: OptionCase, of offered: [PostOption]) -> [(String, String)] {
        asked.asked.flatMap { option -> [(String, String)] in
            let field = "\(asked.network).\(option.name)"
            guard case .lines = offered.first(where: { $0.name == option.name })?.kind else {
                return [("option", field)] + option.values.map { ("option-\(field)", $0) }
            }
            return [
                ("option", field), ("option-lines", field),
                ("option-\(field)", option.values.joined(separator: "\r\n")),
            ]
        }
    }
}
