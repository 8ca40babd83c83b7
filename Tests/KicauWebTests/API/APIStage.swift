import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KicauCore
import KicauMeter
import KicauPeople
import KicauStore
import KicauTesting
import NIOCore
import Testing

@testable import KicauPublish
@testable import KicauWeb

/// The API over a world in memory, with a key for each role.
struct APIStage: Sendable {
    let world: World
    let house: House
    let keys: [Role: String]
    private static let speaking = Result { try Speaking.loaded() }

    static func open(cap: Money? = nil) async throws -> APIStage { try await open(on: .flock(cap: cap)) }

    static func open(on world: World) async throws -> APIStage {
        let old = world.kit
        let kit = Kit(
            store: old.store, platforms: [FakePlatform(), BrowserPlatform()], line: old.line, prices: old.prices,
            vault: old.vault, media: old.media, time: old.time, pace: old.pace, log: old.log, pages: old.pages,
            scanning: old.scanning.ground, makeName: old.makeName)
        let people = People(store: world.store, time: world.time)
        var keys: [Role: String] = [:]
        for role in Role.allCases where role != .owner {
            keys[role] = try await people.makeKey(name: role.rawValue, role: role, by: world.caller).reveal()
        }
        let folder = NSTemporaryDirectory() + "kicau-api-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let house = House(
            publishing: Publishing(kit: kit),
            accounts: Accounts(kit: kit, baseURL: "https://kicau.example", rehearsals: [:]), media: kit.media,
            people: people, metering: Metering(store: world.store, prices: kit.prices, time: world.time),
            operations: Operations(kit: kit, version: "1.2.3"), usages: AppUsages(kit: kit),
            networkNames: ["x": "Fake"],
            settings: WebSettings(
                baseURL: "https://kicau.example", mode: .real, version: "1.2.3", uploadFolder: folder),
            clock: world.time, secret: kit.makeName, logger: kit.log)
        return APIStage(world: world, house: house, keys: keys)
    }

    var application: some ApplicationProtocol {
        get throws { Application(router: Desk(house: house, speaking: try APIStage.speaking.get()).router()) }
    }

    /// A small, real picture.
    static let png = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

    /// Asks as a role, with a key of its own for each change unless one is given; the answer is held to the document.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, as role: Role? = .admin, key: String? = nil,
        _ body: JSONValue? = nil, bytes: [UInt8]? = nil, headers: HTTPFields = [:]
    ) async throws -> APIAnswer {
        let request = Asked(
            method: method, path: path, headers: fields(role, key: key ?? UUID().uuidString, headers),
            body: bytes ?? body?.bytes ?? [])
        return try await application.test(.router) { try await request.send(by: $0) }
    }

    func fields(_ role: Role?, key: String, _ headers: HTTPFields = [:]) -> HTTPFields {
        var headers = headers
        if let role, headers[.authorization] == nil { headers[.authorization] = "Bearer \(keys[role] ?? "")" }
        if headers[.idempotencyKey] == nil, !key.isEmpty { headers[.idempotencyKey] = key }
        return headers
    }

    /// A post's body; due in five minutes when it is to be scheduled.
    func post(_ texts: String..., plan: String = "schedule", and more: [String: JSONValue] = [:]) -> JSONValue {
        var body: [String: JSONValue] = [
            "plan": .string(plan), "accounts": [.integer(world.account.raw)],
            "parts": .array(texts.map { ["text": .string($0)] }),
        ]
        // The hand-cranked clock begins at nine in Jakarta.
        if plan == "schedule" { body["due"] = ["wall": "2026-06-01T09:05", "zone": "Asia/Jakarta"] }
        return .object(body.merging(more) { $1 })
    }

    func countPosts() async throws -> Int {
        try await world.store.read { try $0.first("SELECT count(*) AS n FROM post", { try $0.int("n") }) ?? 0 }
    }
}

struct Asked: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let headers: HTTPFields
    let body: [UInt8]

    func send(by client: any TestClientProtocol) async throws -> APIAnswer {
        let answer = try await client.execute(
            uri: "/api/v1" + path, method: method, headers: headers, body: ByteBuffer(bytes: body)
        ) { $0 }
        return try APIAnswer(answer, to: self)
    }
}

/// An answer, already compared with what the document promises.
struct APIAnswer: Sendable {
    let status: Int
    let json: JSONValue
    let headers: HTTPFields

    var code: String? { json["code"]?.string }
    var field: String? { json["field"]?.string }
    var id: String { json["id"]?.string ?? "?" }

    init(_ response: TestResponse, to asked: Asked) throws {
        status = response.status.code
        headers = response.headers
        let bytes = Data(response.body.readableBytesView)
        json = bytes.isEmpty ? .null : try JSONDecoder().decode(JSONValue.self, from: bytes)
        try hold(to: APIOperation.answering(asked.method, asked.path))
    }

    private func hold(to operation: APIOperation?) throws {
        guard status < 400 else {
            #expect(headers[.contentType] == "application/problem+json")
            try APIProblems.shape.check(json, at: "problem")
            #expect(json["status"]?.int == status || status == 405)
            guard let operation, let code = json["code"]?.string.flatMap(Problem.Code.init), status != 405 else {
                return
            }
            #expect(operation.allProblems.contains(code), "\(operation.name) answers \(code.rawValue)")
            return
        }
        let operation = try #require(operation)
        switch operation.answer {
        case .nothing:
            #expect(status == 204)
            #expect(json == .null)
        case .json(let promised, let shape):
            #expect(status == promised.code)
            #expect(headers[.contentType] == "application/json")
            if operation.name != "showDescription" { try shape.check(json, at: operation.name) }
        }
    }
}

extension APIOperation {
    /// The one that answers at a path.
    static func answering(_ method: HTTPRequest.Method, _ path: String) -> APIOperation? {
        let pieces = path.prefix { $0 != "?" }.split(separator: "/")
        return all.filter { $0.method == method }.first { operation in
            let template = operation.path.split(separator: "/")
            return template.count == pieces.count
                && zip(template, pieces).allSatisfy { $0 == $1 || $0.hasPrefix("{") && $1 != "preview" }
        }
    }

    /// A path with numbers in the places of its names.
    var samplePath: String {
        path.replacing("{id}", with: "1").replacing("{sha256}", with: Shape.Form.sha256.sample)
    }
}

/// A network that wants a browser.
struct BrowserPlatform: Platform {
    private let fake = FakePlatform()

    var id: PlatformID { "mastodon" }
    var name: String { "Elephant" }
    var rules: PlatformRules { fake.rules }
    var signIn: SignInForm { SignInForm(kind: .serverThenRedirect, scopes: ["write"], needsAppKeys: false) }

    func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        fake.render(post, for: account, at: due)
    }
    func steps(for rendition: Rendition) -> [Step] { fake.steps(for: rendition) }
    func prepare(_ errand: Errand, before: [String: JSONValue]?, via line: any Line) async -> Preparation {
        await fake.prepare(errand, before: before, via: line)
    }
    func commit(_ errand: Errand, via line: any Line) async -> Outcome { await fake.commit(errand, via: line) }
    func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        await fake.look(errand, doubt: doubt, via: line)
    }
    func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion { .deleted }
    func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        try await fake.beginSignIn(request, via: line)
    }
    func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] { [] }
    func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed { .notNeeded }
    func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity { await fake.whoAmI(signedIn, via: line) }
}
