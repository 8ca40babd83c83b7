import AsyncHTTPClient
import Foundation
import KicauCore
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Testing

@testable import KicauSandbox

/// An open network that listens on loopback for the length of one test, and a plain client for it.
struct OpenNetworkStage: Sendable {
    let control: RehearsalControl
    let origin: String
    let clock: HandClock

    /// Starts the network, lets the test act, and shuts the network down.
    static func run(
        _ platform: String, adjusting: (inout RehearsalSettings) -> Void = { _ in },
        _ act: @escaping @Sendable (OpenNetworkStage) async throws -> Void
    ) async throws {
        let clock = HandClock(startMs: 1_795_392_000_000)
        var settings = RehearsalSettings()
        settings.platforms = [platform]
        settings.clock = clock
        adjusting(&settings)
        let networks = try RehearsalNetworks(settings)
        let group = ServiceGroup(services: [networks], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await networks.addresses()[platform])
            let control = try #require(networks.control(platform))
            let stage = OpenNetworkStage(control: control, origin: "http://127.0.0.1:\(port)", clock: clock)
            do {
                try await act(stage)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null }  // not JSON is null
        subscript(name: String) -> JSONValue? { json[name] }
    }

    func get(_ path: String, token: String? = nil, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, token: token, headers: headers)
    }

    func post(
        _ path: String, _ json: JSONValue, token: String? = nil, headers: [String: String] = [:]
    ) async throws -> Answer {
        let typed = headers.merging(["Content-Type": "application/json"]) { own, _ in own }
        return try await send("POST", path, token: token, headers: typed, body: Data(json.bytes))
    }

    func form(_ path: String, _ fields: [String: String], token: String? = nil) async throws -> Answer {
        let pairs = Pairs(fields.map { Pairs.Pair(name: $0.key, value: $0.value) })
        let headers = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await send("POST", path, token: token, headers: headers, body: Data(pairs.encoded.utf8))
    }

    func send(
        _ method: String, _ path: String, token: String? = nil, headers: [String: String] = [:], body: Data? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : origin + path)
        request.method = .RAW(value: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body { request.body = .bytes(body) }
        let client = HTTPClient(configuration: .init(redirectConfiguration: .disallow))
        do {
            let response = try await client.execute(request, timeout: .seconds(20))
            let bytes = try await response.body.collect(upTo: 64 * 1024 * 1024)
            try await client.shutdown()
            var headers: [String: String] = [:]
            for header in response.headers { headers[header.name.lowercased()] = header.value }
            return Answer(status: Int(response.status.code), headers: headers, body: Data(bytes.readableBytesView))
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    /// A small real picture: one pixel.
    static let picture =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        ) ?? Data()
}
