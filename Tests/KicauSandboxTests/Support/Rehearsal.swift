import AsyncHTTPClient
import Foundation
import KicauCore
import KicauSandbox
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// The rehearsal networks, listening on free ports of this machine for one test.
struct Rehearsal: Sendable {
    let networks: RehearsalNetworks
    let ports: [String: Int]
    let clock: HandClock
    private let client: HTTPClient

    /// Starts the networks, does the body, shuts them in good order.
    static func running(
        _ platforms: String..., change: (inout RehearsalSettings) -> Void = { _ in },
        body: @Sendable (Rehearsal) async throws -> Void
    ) async throws {
        let clock = HandClock()
        var settings = RehearsalSettings()
        settings.clock = clock
        settings.platforms = platforms
        change(&settings)
        let networks = try RehearsalNetworks(settings)
        var logger = Logger(label: "tests")
        logger.logLevel = .critical
        let group = ServiceGroup(configuration: .init(services: [networks], logger: logger))
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.read = .seconds(20)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let ports = await networks.addresses()
                do {
                    try await body(Rehearsal(networks: networks, ports: ports, clock: clock, client: client))
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    func control(_ platform: String) throws -> RehearsalControl {
        guard let control = networks.control(platform) else { throw Missing(what: platform) }
        return control
    }

    func origin(_ platform: String) -> String { "http://127.0.0.1:\(ports[platform] ?? 0)" }

    /// A call to a network; the path begins with a slash.
    func call(
        _ method: String, _ platform: String, _ path: String, token: String? = nil,
        headers: [(String, String)] = [], body: Body = .none
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: origin(platform) + path)
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        switch body {
        case .none: break
        case .json(let value):
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(value)))
        case .form(let pairs):
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            let text = pairs.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
            request.body = .bytes(ByteBuffer(string: text))
        case .bytes(let bytes, let type):
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(ByteBuffer(bytes: bytes))
        }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let response = try await client.execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 1 << 24)
        return Answer(
            status: Int(response.status.code), headers: response.headers, bytes: Data(bytes.readableBytesView))
    }

    enum Body: Sendable {
        case none
        case json(JSONValue)
        case form([(String, String)])
        case bytes(Data, type: String)
    }

    /// A multipart body of one file and some fields.
    static func multipart(file name: String, _ bytes: Data, fields: [(String, String)]) -> Body {
        var body = Data()
        for (field, value) in fields {
            let head = "--fence\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n"
            body.append(Data(head.utf8))
        }
        let head = "--fence\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"f\"\r\n"
        body.append(Data((head + "Content-Type: application/octet-stream\r\n\r\n").utf8))
        body.append(bytes)
        body.append(Data("\r\n--fence--\r\n".utf8))
        return .bytes(body, type: "multipart/form-data; boundary=fence")
    }

    static func encoded(_ text: String) -> String {
        let plain = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        )
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
    }

    /// A valid token for somebody, without a browser.
    func token(_ platform: String, _ account: String) throws -> String {
        guard let token = try control(platform).grant(to: account)?["access_token"]?.string else {
            throw Missing(what: "a token for \(account)")
        }
        return token
    }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let bytes: Data

    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// Null when the body is not JSON.
    var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: bytes)) ?? .null }  // asked, not assumed
    func header(_ name: String) -> String? { headers.first(name: name) }
    subscript(key: String) -> JSONValue? { json[key] }
}

/// The statuses of several answers, side by side.
func statuses(_ answers: Answer...) -> [Int] { answers.map(\.status) }

/// Something a test needs is not there.
struct Missing: Error { let what: String }

/// Bytes that pass for pictures and films.
enum Sample {
    static let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + Data("a picture of a cup".utf8)
    static let jpeg = Data([0xFF, 0xD8, 0xFF, 0xE0]) + Data("a picture of a shelf".utf8)
    static let film = Data([0, 0, 0, 24]) + Data("ftypisom".utf8) + Data(repeating: 7, count: 3000)
}
