import Foundation
import KicauCore
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// A rehearsal with a post of somebody else's in it, that others may quote or share.
struct OptionStage {
    let rehearsal: Rehearsal
    let other: LivePost
    let house: Person
    static let text = "Kopi atau teh?"

    init(_ rehearsal: Rehearsal) throws {
        self.rehearsal = rehearsal
        house = try #require(Rehearsal.house(rehearsal.control))
        let name = rehearsal.platform.id.raw == "bluesky" ? "bima-pratama.test" : "bima_pratama"
        let writer = try #require(rehearsal.control.people.first { $0.name == "Bima Pratama" || $0.handle == name })
        other = try #require(rehearsal.control.seed(SeedPost(account: writer.id, text: "Harga kopi naik")))
    }

    func schedule(_ asked: OptionCase) async throws -> DeliveryID {
        let chosen = asked.chosen.mapValues { $0.map(filled) }
        let part = Post.Part(text: asked.hasText ? asked.text : "", media: try await media(asked.media))
        return try await rehearsal.schedule([part], options: ChosenOptions(chosen))
    }

    /// The same post as a program writes it to the API, to go out at once.
    func body(_ asked: OptionCase) async throws -> JSONValue {
        let media = try await media(asked.media).map { JSONValue.object(["sha256": .string($0.sha256)]) }
        let options = asked.asked.map { option -> JSONValue in
            let values = option.values.map { JSONValue.string(filled($0)) }
            return ["network": .string(asked.network), "name": .string(option.name), "values": .array(values)]
        }
        return [
            "plan": "publish_now", "accounts": [.integer(rehearsal.account.raw)],
            "parts": [["text": .string(asked.hasText ? asked.text : ""), "media": .array(media)]],
            "options": .array(options),
        ]
    }

    private func media(_ kind: OptionCase.Media) async throws -> [Media] {
        // Upright, as reels and stories are.
        var film = Film()
        (film.width, film.height) = (540, 960)
        return switch kind {
        case .none: []
        case .picture: [try await rehearsal.picture("")]
        case .film: [try await rehearsal.film("", film)]
        case .coverAndFilm: [try await rehearsal.picture(""), try await rehearsal.film("", film)]
        }
    }

    /// All that the network has of the one post that was published.
    func record() async throws -> JSONValue {
        let published = rehearsal.live.filter { $0.id != other.id }
        let post = try #require(published.first)
        #expect(published.count == 1)
        var members = post.own
        guard rehearsal.platform.id.raw == "bluesky" else { return .object(members) }
        // Who may answer and quote stands in records beside the post.
        for gate in ["threadgate", "postgate"] {
            members[gate] = try await records("app.bsky.feed.\(gate)").first { $0["post"]?.string == post.id }
        }
        return .object(members)
    }

    private func records(_ collection: String) async throws -> [JSONValue] {
        let call = Call(
            .get, rehearsal.control.origin + "/xrpc/com.atproto.repo.listRecords",
            query: [("repo", house.id), ("collection", collection)])
        let reply = try await rehearsal.kit.line.call(call, unit: MeterUnit("read"))
        return (JSONValue(reading: Data(reply.body))?["records"]?.array ?? []).compactMap { $0["value"] }
    }

    /// It is out, nothing of it was lost on the way, and the network itself shows each thing as it was asked for.
    func expect(_ asked: OptionCase, in delivery: DeliveryID) async throws {
        let detail = try await rehearsal.detail(of: delivery)
        #expect(detail.state == .published, "\(String(describing: detail.trouble))")
        #expect(detail.receipts.first?.differences == [])
        let record = try await record()
        for option in asked.asked {
            let found = Self.value(at: option.place, in: record)
            #expect(found == option.shown.map(filled), "\(option.name)")
        }
    }

    static func value(at place: String, in record: JSONValue) -> JSONValue? {
        place.split(separator: ".").reduce(record) { value, name in value?[String(name)] }
    }

    func filled(_ text: String) -> String {
        text.replacing("{id}", with: other.id).replacing("{link}", with: rehearsal.control.url(of: other))
            .replacing("{page}", with: house.id).replacing("{writer}", with: other.account)
    }

    func filled(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(filled(text))
        case .array(let items): .array(items.map(filled))
        case .object(let members): .object(members.mapValues(filled))
        case .bool, .integer, .number, .null: value
        }
    }
}
