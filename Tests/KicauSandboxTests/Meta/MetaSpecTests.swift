import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// What Meta itself publishes of its calls, as the other side of the scales.
enum MetaSpecs {
    static var folder: URL { URL(fileURLWithPath: Specs.folder) }

    static func json(_ path: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: folder.appendingPathComponent(path)))
    }

    /// Parameters of each call of an object: "POST feed" to its names.
    static func calls(of object: String) throws -> [String: Set<String>] {
        let spec = try json("meta-business-sdk-codegen/api_specs/specs/\(object).json")
        var calls: [String: Set<String>] = [:]
        for api in spec["apis"]?.array ?? [] {
            let name = api["name"]?.string ?? api["endpoint"]?.string ?? ""
            let word = name.split(separator: "/").last.map(String.init) ?? name
            let key = "\(api["method"]?.string ?? "") \((api["endpoint"]?.string ?? word).replacing("/", with: ""))"
            calls[key, default: []].formUnion((api["params"]?.array ?? []).compactMap { $0["name"]?.string })
        }
        return calls
    }

    static func ground(_ platform: String) -> Ground { Ground(platform: platform, settings: RehearsalSettings()) }
}

@Suite("What Facebook and Instagram take")
struct MetaSpecTests {
    static let facebook: [(route: String, object: String, call: String)] = [
        ("POST {page}/feed", "Page", "POST feed"), ("POST {page}/photos", "Page", "POST photos"),
        ("GET {page}/albums", "Page", "GET albums"), ("GET {album}/photos", "Album", "GET photos"),
        ("GET {page}/feed", "Page", "GET feed"), ("GET {page}/published_posts", "Page", "GET published_posts"),
        ("GET {page}/posts", "Page", "GET posts"), ("POST {post}/comments", "PagePost", "POST comments"),
        ("GET {post}/insights", "PagePost", "GET insights"), ("GET {post}/insights", "Page", "GET insights"),
        ("GET {post}/attachments", "PagePost", "GET attachments"),
    ]

    static let instagram: [(route: String, object: String, call: String)] = [
        ("POST {ig}/media", "IGUser", "POST media"), ("POST {ig}/media", "IGUserForIGOnlyAPI", "POST media"),
        ("POST {ig}/media_publish", "IGUser", "POST media_publish"),
        ("POST {ig}/media_publish", "IGUserForIGOnlyAPI", "POST mediapublish"),
        ("GET {ig}/media", "IGUser", "GET media"), ("GET {ig}/tags", "IGUser", "GET tags"),
        ("GET {ig}/tags", "IGUserForIGOnlyAPI", "GET tags"), ("GET {ig}/stories", "IGUser", "GET stories"),
        ("GET {ig}/stories", "IGUserForIGOnlyAPI", "GET stories"),
        ("GET {ig}/content_publishing_limit", "IGUser", "GET content_publishing_limit"),
        ("POST {media}/comments", "IGMedia", "POST comments"),
        ("POST {media}/comments", "IGMediaForIGOnlyAPI", "POST comments"),
        ("GET {media}/children", "IGMedia", "GET children"),
        ("POST {comment}/replies", "IGComment", "POST replies"), ("GET {comment}/replies", "IGComment", "GET replies"),
        ("POST {comment}", "IGComment", "POST #update"),
    ]

    /// What the specs of April 2026 do not have yet, and where it is known from.
    static let unlisted = [
        "is_ai_generated": "Instagram's changelog, 2026-06-22",
        "is_paid_partnership": "Meta's blog of 2026-04-22, and the parameters of IG User media",
    ]

    @Test func `is a part of what the Graph specs list for Facebook`() throws {
        let routes = FacebookSimulator(MetaSpecs.ground("facebook")).graphRoutes()

        for pair in Self.facebook { try check(pair, routes) }
    }

    @Test func `is a part of what the Graph specs list for Instagram`() throws {
        let routes = InstagramSimulator(MetaSpecs.ground("instagram")).graphRoutes()

        for pair in Self.instagram { try check(pair, routes) }
    }

    private func check(_ pair: (route: String, object: String, call: String), _ routes: [GraphRoute]) throws {
        let route = try #require(routes.first { "\($0.method) \($0.pattern)" == pair.route })
        let listed = try #require(try MetaSpecs.calls(of: pair.object)[pair.call], "\(pair.object) \(pair.call)")
        let known = listed.union(Self.unlisted.keys)
        let stray = route.takes.subtracting(known).subtracting(GraphTable.always).subtracting(GraphTable.paging)

        #expect(stray.isEmpty, "\(pair.route) takes \(stray.sorted())")
    }

    @Test func `shows fields that the specs know`() throws {
        let known = Set(
            (try MetaSpecs.json("meta-business-sdk-codegen/api_specs/specs/PagePost.json")["fields"]?.array ?? [])
                .compactMap { $0["name"]?.string }
        )
        // Edges can be asked for as fields and stand elsewhere in the spec.
        let edges: Set<String> = ["attachments", "comments", "reactions", "likes"]
        let ground = MetaSpecs.ground("facebook")
        let page = try #require(ground.people.first { $0.kind == .page })
        let post = LivePost(id: "1_2", by: page, text: "Halo", createdAtMs: 0)

        let shown = Set(FacebookSimulator(ground).whole(post).keys)

        #expect(!known.isEmpty)
        #expect(shown.subtracting(known).subtracting(edges) == [])
    }

    @Test func `proves the app's secret as the known vectors do`() throws {
        let vectors = try #require(MetaSpecs.json("derived/signature_vectors.json")["meta_appsecret_proof"]?.array)

        #expect(!vectors.isEmpty)
        for vector in vectors {
            let secret = try #require(vector["app_secret"]?.string)
            let token = try #require(vector["access_token"]?.string)
            #expect(AppSecretProof.proof(of: token, secret: secret) == vector["appsecret_proof"]?.string)
        }
    }
}

@Suite("What Threads takes")
struct ThreadsSpecTests {
    struct Asked {
        let method: String
        let path: String
        let parameters: Set<String>
    }

    /// Every request of the official collection.
    static func collection() throws -> [Asked] {
        let root = try MetaSpecs.json("meta-threads-postman/postman/threads-api.postman_collection.json")
        return requests(root)
    }

    private static func requests(_ item: JSONValue) -> [Asked] {
        if let items = item["item"]?.array { return items.flatMap(requests) }
        guard let request = item["request"], let raw = request["url"]?["raw"]?.string else { return [] }
        let bare = raw.split(separator: "?")[0].replacing("{{api_host}}", with: "")
        let path = bare.split(separator: "/").map { $0.hasPrefix("{{") ? "12345" : String($0) }.joined(separator: "/")
        let query = (request["url"]?["query"]?.array ?? []).compactMap { $0["key"]?.string }
        return [Asked(method: request["method"]?.string ?? "", path: path, parameters: Set(query))]
    }

    private let table = GraphTable(routes: ThreadsSimulator(MetaSpecs.ground("threads")).graphRoutes())

    @Test func `is all that the collection sends`() throws {
        let requests = try Self.collection()

        #expect(requests.count > 30)
        for asked in requests {
            let match = try #require(table.match(asked.method, asked.path), "\(asked.method) \(asked.path)")
            let known = match.route.takes.union(GraphTable.always).union(GraphTable.paging)
            #expect(asked.parameters.subtracting(known) == [], "\(asked.method) \(asked.path)")
        }
    }

    @Test func `is nothing that the collection does not send`() throws {
        var sent: [String: Set<String>] = [:]
        for asked in try Self.collection() {
            guard let match = table.match(asked.method, asked.path) else { continue }
            sent["\(match.route.method) \(match.route.pattern)", default: []].formUnion(asked.parameters)
        }

        for route in table.routes {
            let name = "\(route.method) \(route.pattern)"
            guard Self.unlistedRequests[name] == nil else {
                #expect(sent[name] == nil, "\(name) has come into the collection")
                continue
            }
            let listed = try #require(sent[name], "\(name) is in no request")
            #expect(route.takes.subtracting(listed).subtracting(Self.unlisted.keys) == [], "\(name)")
        }
    }

    /// Requests that the collection of January 2026 does not have, and where they are known from.
    private static let unlistedRequests = [
        "GET {id}/pending_replies": "developers.facebook.com, Threads, Reply Management, 2026-02-13, as stored",
        "POST {id}/manage_pending_reply": "developers.facebook.com, Threads, Reply Management, 2026-02-13, as stored",
    ]

    /// What the collection of January 2026 does not send, and where it is known from.
    private static let unlisted = [
        "enable_reply_approvals":
            "the Threads API's parameters of a container, read August 2026; not seen in any request"
    ]
}
