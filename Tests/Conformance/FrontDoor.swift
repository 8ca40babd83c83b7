import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KicauCore
import KicauMeter
import KicauPeople
import NIOCore

@testable import KicauPublish
@testable import KicauWeb

/// The pages and the API of a Kicau whose network is rehearsed, as a browser without scripts and a program use them.
final class FrontDoor {
    private let router: Router<Visit>
    private let key: String
    private var cookies: [String: String] = [:]
    private(set) var page = ""

    /// With a key, and signed in as an admin.
    init(_ rehearsal: Rehearsal) async throws {
        let (kit, people) = (rehearsal.kit, People(store: rehearsal.store, time: rehearsal.time))
        let house = House(
            publishing: rehearsal.publishing, accounts: rehearsal.accounts, media: kit.media, people: people,
            metering: Metering(store: rehearsal.store, prices: kit.prices, time: rehearsal.time),
            operations: Operations(kit: kit, version: "0.1.0"), usages: AppUsages(kit: kit),
            networkNames: [rehearsal.platform.id: rehearsal.platform.name],
            settings: WebSettings(
                baseURL: "http://127.0.0.1:8080", mode: .demo, version: "0.1.0", uploadFolder: NSTemporaryDirectory()),
            clock: rehearsal.time, secret: { UUID().uuidString }, logger: kit.log)
        router = Desk(house: house, speaking: try Speaking.loaded()).router()
        key = try await people.makeKey(name: "Front door", role: .admin, by: rehearsal.caller).reveal()
        try await people.addMember(
            name: "Budi Santoso", email: "budi@example.test", password: Redacted("empat kata yang panjang"),
            role: .admin, by: rehearsal.caller)
        _ = try await visit("/")
        _ = try await submit(
            "/sign-in", [("email", "budi@example.test"), ("password", "empat kata yang panjang"), ("next", "/")])
    }

    /// Asks the API.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil
    ) async throws -> (status: Int, json: JSONValue) {
        let headers: HTTPFields = [.authorization: "Bearer \(key)", .idempotencyKey: UUID().uuidString]
        let answer = try await execute(method, "/api/v1" + path, headers, ByteBuffer(bytes: body?.bytes ?? []))
        let bytes = Data(answer.body.readableBytesView)
        return (answer.status.code, JSONValue(reading: bytes) ?? .null)
    }

    /// Goes there, and on to where a redirect leads.
    func visit(_ path: String) async throws -> HTTPResponse.Status { try await browse(.get, path) }

    /// Sends a form with the token of the page that was seen last.
    func submit(_ path: String, _ fields: [(String, String)]) async throws -> HTTPResponse.Status {
        let token = page.firstMatch(of: /name="token" value="([^"]*)"/)?.1 ?? ""
        let body = ([("token", String(token))] + fields)
            .map { "\(PercentEncoding.encoded($0))=\(PercentEncoding.encoded($1))" }.joined(separator: "&")
        return try await browse(
            .post, path, [.contentType: "application/x-www-form-urlencoded"], ByteBuffer(string: body))
    }

    private func browse(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], _ body: ByteBuffer = ByteBuffer()
    ) async throws -> HTTPResponse.Status {
        var headers = headers
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
        let answer = try await execute(method, path, headers, body)
        for line in answer.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = String(pair[1])
        }
        page = String(buffer: answer.body)
        guard answer.status == .seeOther, let next = answer.headers[.location] else { return answer.status }
        return try await browse(.get, next)
    }

    private func execute(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: ByteBuffer
    ) async throws -> TestResponse {
        try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: headers, body: body)
        }
    }
}
