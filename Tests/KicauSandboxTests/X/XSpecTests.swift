import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// The rehearsed X beside the OpenAPI files of its makers: the old names and the new.
@Suite("The rehearsed X and its specification", .serialized)
struct XSpecTests {
    /// The old file asks for `meta` and `type` in answers about uploads and describes neither.
    private static func schema(_ words: XVocabulary) throws -> Schema {
        switch words {
        case .old: try Schema.load("x-xdk/latest-openapi.json", slips: ["$.meta", "$.data.processing_info.type"])
        case .new: try Schema.load("x-xdk/specs/openapi.json")
        }
    }

    private static func routes() -> [(method: String, path: String)] {
        let ground = Ground(platform: "x", settings: RehearsalSettings())
        var routes = Routes()
        XSimulator(ground).addRoutes(to: &routes)
        return routes.all.map { ($0.method, "/" + $0.pattern.joined(separator: "/")) }
            .filter { $0.1.hasPrefix("/2/") && !$0.1.hasPrefix("/2/oauth2") }
    }

    @Test(arguments: XVocabulary.allCases) func `offers no path that X does not have`(words: XVocabulary) throws {
        let schema = try Self.schema(words)
        let routes = Self.routes()

        #expect(routes.count == 24)
        for route in routes {
            #expect(schema.operation(route.method, route.path) != nil, "\(route.method) \(route.path)")
        }
    }

    @Test func `takes no field of a post that the newer file does not have`() throws {
        let schema = try Self.schema(.new)
        let operation = try #require(schema.operation("POST", "/2/tweets"))

        #expect(XNewPost.fields.isSubset(of: schema.requestFields(operation)))
        for (field, names) in XNewPost.inner {
            #expect(names.isSubset(of: schema.requestFields(operation, inside: field)), "\(field)")
        }
    }

    @Test func `takes every field of a post that the older file has`() throws {
        let schema = try Self.schema(.old)
        let operation = try #require(schema.operation("POST", "/2/tweets"))

        #expect(schema.requestFields(operation).subtracting(XNewPost.fields).isEmpty)
    }

    @Test(arguments: XVocabulary.allCases) func `knows the very fields that may be asked for`(words: XVocabulary) throws
    {
        let schema = try Self.schema(words)
        func choices(_ name: String) -> Set<String> {
            let parameters = schema.file["components"]?["parameters"]?[name]?["schema"]?["items"]?["enum"]
            return Set((parameters?.array ?? []).compactMap(\.string))
        }
        let prefix = words == .old ? "Tweet" : "Post"

        #expect(words.postFields == choices("\(prefix)FieldsParameter"))
        #expect(words.expansions == choices("\(prefix)ExpansionsParameter"))
        #expect(words.userFields == choices("UserFieldsParameter"))
        #expect(XVocabulary.mediaFields == choices("MediaFieldsParameter"))
    }

    @Test(arguments: XVocabulary.allCases) func `answers as its schemas say`(words: XVocabulary) async throws {
        try await Rehearsal.running("x") { world in
            let schema = try Self.schema(words)
            let isSet = try world.control("x").set(["vocabulary": .string(words.rawValue)])
            #expect(isSet)
            let tour = XTour(world: world, words: words)

            for stop in try await tour.stops() {
                let operation = try #require(schema.operation(stop.method, stop.path), "\(stop.path)")
                let good = try #require(
                    schema.answer(operation, stop.answer.status), "\(stop.path) \(stop.answer.text)")
                let faults = schema.faults(of: stop.answer.json, as: good)
                #expect(faults.isEmpty, "\(stop.method) \(stop.path): \(faults) in \(stop.answer.text)")
            }
        }
    }

    @Test func `a wrong answer would be seen`() throws {
        let schema = try Self.schema(.old)
        let operation = try #require(schema.operation("POST", "/2/tweets"))
        let good = try #require(schema.answer(operation, 201))

        #expect(schema.faults(of: ["data": ["id": "1", "text": "a"]], as: good).isEmpty)
        #expect(schema.faults(of: ["data": ["id": "one", "text": "a"]], as: good).count == 1)
        #expect(schema.faults(of: ["data": ["id": "1"]], as: good).count == 1)
        #expect(schema.faults(of: ["data": ["id": 1, "text": "a"]], as: good).count == 1)
    }
}

/// One call of each kind, with all fields asked for.
struct XTour: Sendable {
    let world: Rehearsal
    let words: XVocabulary

    struct Stop: Sendable {
        let method: String
        let path: String
        let answer: Answer
    }

    func stops() async throws -> [Stop] {
        let token = try world.token("x", "ayu_lestari")
        let x = XCalls(world: world, token: token)
        let fields = "\(words.postFieldsParameter)=\(words.postFields.sorted().joined(separator: ","))"
        let all = [
            fields, "expansions=\(words.expansions.sorted().joined(separator: ","))",
            "user.fields=\(words.userFields.sorted().joined(separator: ","))",
            "media.fields=\(XVocabulary.mediaFields.sorted().joined(separator: ","))",
        ].joined(separator: "&")
        let me = try await x.get("/2/users/me?" + all.split(separator: "&")[2])
        let person = try x.id("ayu_lestari")
        let (media, mediaStops) = try await mediaTour(token)
        let text = "Kopi & buku @bima_pratama #kopi $KOPI https://example.org/menu"
        let created = try await x.tried(["text": .string(text), "media": ["media_ids": [.string(media)]]])
        let id = created["data"]?["id"]?.string ?? ""
        _ = try await x.post(["text": "Lanjut", "reply": ["in_reply_to_tweet_id": .string(id)]])
        let timeline = try await x.get("/2/users/\(person)/tweets?\(all)")
        let empty = try await x.get("/2/users/\(try x.id("eka_putri"))/tweets?\(all)")
        let many = try await x.get("/2/tweets?ids=\(id),12345&\(all)")
        let one = try await x.get("/2/tweets/\(id)?\(all)")
        let named = try await x.get("/2/users/by/username/bima_pratama")
        let told = try await told(id, person, all, x)
        let deleted = try await world.call("DELETE", "x", "/2/tweets/\(id)", token: token)
        return mediaStops + told + [
            Stop(method: "GET", path: "/2/users/me", answer: me),
            Stop(method: "POST", path: "/2/tweets", answer: created),
            Stop(method: "GET", path: "/2/users/{id}/tweets", answer: timeline),
            Stop(method: "GET", path: "/2/users/{id}/tweets", answer: empty),
            Stop(method: "GET", path: "/2/tweets", answer: many),
            Stop(method: "GET", path: "/2/tweets/{id}", answer: one),
            Stop(method: "GET", path: "/2/users/by/username/{username}", answer: named),
            Stop(method: "DELETE", path: "/2/tweets/{id}", answer: deleted),
            Stop(method: "GET", path: "/2/usage/tweets", answer: try await usage()),
        ]
    }

    /// What others said, who they are, and hiding it.
    private func told(_ id: String, _ person: String, _ all: String, _ x: XCalls) async throws -> [Stop] {
        let seed = SeedPost(account: "bima_pratama", text: "Enak & hangat https://example.org", parent: id)
        guard let reply = try world.control("x").seed(seed) else { throw Missing(what: "an answer") }
        let hidden = try await world.call(
            "PUT", "x", "/2/tweets/\(reply.id)/hidden", token: x.token, body: .json(["hidden": true]))
        return [
            Stop(
                method: "GET", path: "/2/users/{id}/mentions",
                answer: try await x.get("/2/users/\(person)/mentions?\(all)")),
            Stop(
                method: "GET", path: "/2/users/{id}/mentions",
                answer: try await x.get("/2/users/\(try x.id("eka_putri"))/mentions?\(all)")),
            Stop(method: "GET", path: "/2/users", answer: try await x.get("/2/users?ids=\(reply.account),999")),
            Stop(method: "PUT", path: "/2/tweets/{tweet_id}/hidden", answer: hidden),
        ]
    }

    private func mediaTour(_ token: String) async throws -> (String, [Stop]) {
        let begin: JSONValue = [
            "media_type": "video/mp4", "media_category": "tweet_video",
            "total_bytes": .integer(Int64(Sample.film.count)),
        ]
        let start = try await world.call(
            "POST", "x", "/2/media/upload/initialize", token: token, body: .json(begin)
        )
        let id = start["data"]?["id"]?.string ?? ""
        let piece: JSONValue = ["media": .string(Sample.film.base64EncodedString()), "segment_index": 0]
        let append = try await world.call(
            "POST", "x", "/2/media/upload/\(id)/append", token: token, body: .json(piece)
        )
        let end = try await world.call("POST", "x", "/2/media/upload/\(id)/finalize", token: token)
        world.clock.advance(2000)
        let state = try await world.call("GET", "x", "/2/media/upload?command=STATUS&media_id=\(id)", token: token)
        let whole = try await world.call(
            "POST", "x", "/2/media/upload", token: token,
            body: .json(["media": .string(Sample.png.base64EncodedString()), "media_category": "tweet_image"])
        )
        let picture = whole["data"]?["id"] ?? ""
        let described = try await world.call(
            "POST", "x", "/2/media/metadata", token: token,
            body: .json(["id": picture, "metadata": ["alt_text": ["text": "Cangkir"]]])
        )
        let words = Data("1\n00:00:00,500 --> 00:00:02,000\nKopi\n".utf8).base64EncodedString()
        let file = try await world.call(
            "POST", "x", "/2/media/upload", token: token,
            body: .json(["media": .string(words), "media_category": "subtitles"]))
        let tied = try await world.call(
            "POST", "x", "/2/media/subtitles", token: token,
            body: .json([
                "id": .string(id), "media_category": "TweetVideo",
                "subtitles": [
                    "id": file["data"]?["id"] ?? "", "language_code": "ID", "display_name": "Indonesian",
                ],
            ]))
        let stops = [
            Stop(method: "POST", path: "/2/media/upload", answer: file),
            Stop(method: "POST", path: "/2/media/subtitles", answer: tied),
            Stop(method: "POST", path: "/2/media/upload/initialize", answer: start),
            Stop(method: "POST", path: "/2/media/upload/{id}/append", answer: append),
            Stop(method: "POST", path: "/2/media/upload/{id}/finalize", answer: end),
            Stop(method: "GET", path: "/2/media/upload", answer: state),
            Stop(method: "POST", path: "/2/media/upload", answer: whole),
            Stop(method: "POST", path: "/2/media/metadata", answer: described),
        ]
        return (picture.string ?? "", stops)
    }

    private func usage() async throws -> Answer {
        let keys = Data("rehearsal-key:rehearsal-key-secret".utf8).base64EncodedString()
        let app = try await world.call(
            "POST", "x", "/oauth2/token", headers: [("Authorization", "Basic \(keys)")],
            body: .form([("grant_type", "client_credentials")])
        )
        let fields = XVocabulary.usageFields.sorted().joined(separator: ",")
        return try await world.call(
            "GET", "x", "/2/usage/tweets?usage.fields=\(fields)", token: app["access_token"]?.string
        )
    }
}

@Suite("OAuth 1.0a signatures of the rehearsed X")
struct OAuth1SignatureTests {
    @Test func `agree with vectors computed elsewhere`() throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Specs.folder + "/derived/signature_vectors.json"))
        let file = try JSONDecoder().decode(JSONValue.self, from: bytes)
        let vectors = try #require(file["oauth1_hmac_sha1"]?.array)

        #expect(!vectors.isEmpty)
        for vector in vectors { try check(vector) }
    }

    private func check(_ vector: JSONValue) throws {
        let parameters = (vector["params"]?.object ?? [:]).compactMap { name, value in
            value.string.map { Pairs.Pair(name: name, value: $0) }
        }
        let signature = OAuth1Signature(
            method: vector["method"]?.string ?? "", address: vector["url"]?.string ?? "", parameters: parameters
        )
        let value = signature.value(
            consumerSecret: vector["consumer_secret"]?.string ?? "", tokenSecret: vector["token_secret"]?.string ?? ""
        )
        #expect(value == vector["signature"]?.string)
    }
}
