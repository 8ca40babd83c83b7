import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Every parameter sent to Meta")
struct GraphShapeTests {
    /// What any call may carry, which the specifications do not list edge by edge.
    private static let common: Set<String> = ["appsecret_proof", "fields", "limit", "after", "since", "until"]

    private let one = Sample.post("Selamat pagi", pictures: [Sample.picture(alt: "Kopi")])
    private let two = Sample.post(
        "Dua", pictures: [Sample.picture(alt: "a"), Sample.picture(alt: "b")], comment: "Tiga")

    @Test func `to a Facebook page stands in Meta's specification`() async throws {
        let line = ScriptedLine(Array(repeating: .reply(200, #"{"id":"1","data":[]}"#), count: 20))
        await carry(Facebook(), Sample.post("Baca https://example.org/menu"), line)
        await carry(Facebook(), two, line)
        #expect(line.asked[0].form["link"] == "https://example.org/menu")

        try expect(
            line,
            [
                ("42/feed", "POST", "Page", "feed"), ("42/photos", "POST", "Page", "photos"),
                ("1/comments", "POST", "PagePost", "comments"), ("1/comments", "GET", "PagePost", "comments"),
                ("42/published_posts", "GET", "Page", "published_posts"), ("1", "GET", "PagePost", ""),
            ])
    }

    @Test(arguments: ["instagram", "facebook"])
    func `to Instagram stands in Meta's specification`(login: String) async throws {
        let line = ScriptedLine(Array(repeating: .reply(200, #"{"id":"1","status_code":"PUBLISHED"}"#), count: 40))
        await carry(Instagram(), one, line, traits: ["login": .string(login)])
        await carry(Instagram(), two, line, traits: ["login": .string(login)])

        let isOwn = login == "instagram"
        let user = isOwn ? "IGUserForIGOnlyAPI" : "IGUser"
        let media = isOwn ? "IGMediaForIGOnlyAPI" : "IGMedia"
        try expect(
            line,
            [
                ("42/media", "POST", user, "media"), ("42/media", "GET", user, "media"),
                ("42/media_publish", "POST", user, isOwn ? "mediapublish" : "media_publish"),
                ("1/comments", "POST", media, "comments"), ("1/comments", "GET", media, "comments"),
                ("1", "GET", media, ""),
                ("42/content_publishing_limit", "GET", user, "content_publishing_limit"),
            ])
    }

    @Test func `to Threads stands in Meta's collection`() async throws {
        let line = ScriptedLine(Array(repeating: .reply(200, #"{"id":"1","status":"PUBLISHED"}"#), count: 40))
        await carry(Threads(), one, line)
        await carry(Threads(), two, line)
        await carry(Threads(), Sample.post("Satu", "Dua"), line)

        let known = try Self.collection()
        for asked in line.asked {
            let path = asked.call.url.replacing("https://graph.threads.net/v1.0/", with: "").replacing(
                "42/", with: "me/")
            let edge = path == "1" ? "*" : path
            let allowed = try #require(known[asked.call.method.rawValue + " " + edge], "\(path)")
            #expect(Self.names(asked).subtracting(Self.common).subtracting(allowed) == [])
        }
        #expect(
            Set(line.asked.map { Self.name(of: $0) }).isSuperset(of: ["me/threads", "me/threads_publish", "me/replies"])
        )
    }

    /// Carries every step of a post, then looks for each commit.
    private func carry(
        _ platform: some Platform, _ post: Post, _ line: ScriptedLine, traits: [String: JSONValue] = [:]
    ) async {
        let account = Sample.account(platform.id, traits: traits)
        var prepared: [(step: Step, result: [String: JSONValue])] = []
        let receipts = [0: Receipt(remoteID: "1", url: nil)]
        for step in platform.steps(for: platform.render(post, for: account, at: .noon).rendition) {
            let progress = Progress(prepared: prepared, receipts: receipts)
            let errand = MetaSample.errand(platform, post, step, progress: progress, traits: traits)
            switch step.kind {
            case .prepare:
                let preparation = await platform.prepare(errand, before: nil, via: line)
                prepared.append((step, preparation.result ?? [:]))
            case .commit:
                _ = await platform.commit(errand, via: line)
                _ = await platform.look(errand, doubt: Sample.doubt, via: line)
            }
        }
    }

    /// Each call's parameters against an edge of a specification: path, method, file, endpoint.
    private func expect(_ line: ScriptedLine, _ edges: [(String, String, String, String)]) throws {
        var met: Set<String> = []
        for asked in line.asked {
            let path = asked.call.url.split(separator: "/").dropFirst(3).joined(separator: "/")
            let found = edges.first { $0.0 == path && $0.1 == asked.call.method.rawValue }
            let edge = try #require(found, "\(asked.call.method.rawValue) \(path)")
            met.insert(edge.0 + edge.1)
            let allowed = try Self.parameters(edge.2, edge.1, edge.3)
            #expect(Self.names(asked).subtracting(Self.common).subtracting(allowed) == [], "\(path)")
        }
        #expect(met.count == edges.count, "every edge is called")
    }

    private static func parameters(_ file: String, _ method: String, _ endpoint: String) throws -> Set<String> {
        let spec = try Specs.json("meta-business-sdk-codegen/api_specs/specs/\(file).json")
        let edges = spec["apis"]?.array ?? []
        let edge = try #require(
            edges.first { $0["method"]?.string == method && ($0["endpoint"]?.string ?? "") == endpoint },
            "\(method) \(file)/\(endpoint)")
        return Set(edge["params"]?.array?.compactMap { $0["name"]?.string } ?? [])
    }

    private static func names(_ asked: ScriptedLine.Asked) -> Set<String> {
        let query = asked.call.query.map(\.0)
        switch asked.call.body {
        case .form(let pairs): return Set(query + pairs.map(\.0))
        case .multipart(let pairs, _): return Set(query + pairs.map(\.0))
        case .none, .bytes, .json, .file: return Set(query)
        }
    }

    private static func name(of asked: ScriptedLine.Asked) -> String {
        asked.call.url.replacing("https://graph.threads.net/v1.0/", with: "").replacing("42/", with: "me/")
    }

    /// "POST me/threads" and so on, with all parameters its examples name.
    private static func collection() throws -> [String: Set<String>] {
        var known: [String: Set<String>] = [:]
        func read(_ item: JSONValue) {
            for inner in item["item"]?.array ?? [] { read(inner) }
            guard let request = item["request"], let method = request["method"]?.string else { return }
            let parts = request.at("url", "path")?.array?.compactMap(\.string).filter { !$0.isEmpty } ?? []
            let path = parts.count == 1 && parts[0].hasPrefix("{{") ? "*" : parts.joined(separator: "/")
            let names = request.at("url", "query")?.array?.compactMap { $0["key"]?.string } ?? []
            known[method + " " + path, default: []].formUnion(names)
        }
        read(try Specs.json("meta-threads-postman/postman/threads-api.postman_collection.json"))
        return known
    }
}
