import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KicauCore
import KicauMeter
import KicauPeople
import KicauTesting
import Logging
import NIOCore

@testable import KicauPublish
@testable import KicauWeb

/// A browser without scripts at the real pages of a world: it keeps cookies and fills tokens in.
final class Browser {
    let router: Router<Visit>
    private var cookies: [String: String] = [:]
    private var token = ""
    private(set) var page = ""

    init(_ world: World) throws { router = try Browser.desk(of: world).router() }

    static func desk(of world: World) throws -> Desk {
        let house = House(
            publishing: world.publishing, accounts: world.accounts, media: world.kit.media,
            people: People(store: world.store, time: world.time),
            metering: Metering(store: world.store, prices: try PriceShelf.shipped(), time: world.time),
            operations: Operations(kit: world.kit, version: "0.1.0"), usages: AppUsages(kit: world.kit),
            networkNames: ["x": "X"],
            settings: WebSettings(
                baseURL: "http://127.0.0.1:8080", mode: .demo, version: "0.1.0", uploadFolder: NSTemporaryDirectory()),
            clock: world.time, secret: { UUID().uuidString }, logger: Logger(label: "test"))
        return Desk(house: house, speaking: try Speaking.loaded())
    }

    /// Goes there, and on to where a redirect leads.
    func visit(_ path: String) async throws -> TestResponse { try await follow(try await send(.get, path)) }

    /// Sends a form with the token of the page that was seen last.
    func submit(_ path: String, _ fields: [(String, String)]) async throws -> TestResponse {
        try await follow(try await post(path, fields))
    }

    func post(_ path: String, _ fields: [(String, String)], _ headers: HTTPFields = [:]) async throws -> TestResponse {
        let body = ([("token", token)] + fields).map { "\(Links.query($0))=\(Links.query($1))" }.joined(separator: "&")
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers, ByteBuffer(string: body))
    }

    /// As a network calls: without cookies, tokens or a form.
    func knock(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: String = ""
    ) async throws -> TestResponse {
        try await send(method, path, headers, ByteBuffer(string: body))
    }

    /// Sends a form with one file, as a browser without scripts does.
    func postFile(_ path: String, _ fields: [(String, String)], file: String, bytes: Data) async throws -> TestResponse
    {
        var body = ByteBuffer()
        for (name, value) in [("token", token)] + fields {
            body.writeString("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString("--b\r\nContent-Disposition: form-data; name=\"\(file)\"; filename=\"a.png\"\r\n\r\n")
        body.writeBytes(bytes)
        body.writeString("\r\n--b--\r\n")
        return try await follow(
            try await send(.post, path, [.contentType: "multipart/form-data; boundary=b"], body))
    }

    /// The value of a hidden field of the page.
    func field(_ name: String) -> String {
        guard let tag = page.range(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(page[tag.upperBound...].prefix { $0 != "\"" })
    }

    private func follow(_ answer: TestResponse) async throws -> TestResponse {
        guard answer.status == .seeOther, let path = answer.headers[.location] else { return answer }
        return try await follow(try await send(.get, path))
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], _ body: ByteBuffer = ByteBuffer()
    ) async throws -> TestResponse {
        let cookie: HTTPFields = [.cookie: cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")]
        let headers = HTTPFields(Array(cookie) + Array(headers))
        let answer = try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: headers, body: body)
        }
        for line in answer.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = line.contains("Max-Age=0") ? nil : String(pair[1])
        }
        if answer.headers[.contentType]?.hasPrefix("text/html") == true {
            page = String(buffer: answer.body)
            let found = field("token")
            if !found.isEmpty { token = found }
        }
        return answer
    }

    /// Adds an admin to the world and signs in as them.
    static func signedIn(at world: World) async throws -> Browser {
        let browser = try Browser(world)
        try await People(store: world.store, time: world.time).addMember(
            name: "Budi Santoso", email: "budi@example.test", password: Redacted("empat kata yang panjang"),
            role: .admin,
            by: world.caller)
        _ = try await browser.visit("/")
        _ = try await browser.submit(
            "/sign-in", [("email", "budi@example.test"), ("password", "empat kata yang panjang"), ("next", "/")])
        return browser
    }
}
