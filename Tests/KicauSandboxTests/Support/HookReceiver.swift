import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

@testable import KicauSandbox

/// An app's address that networks call: it proves itself, keeps what it is told, and answers as told.
final class HookReceiver: Service {
    struct Told: Sendable {
        let headers: [String: String]
        let body: Data

        var json: JSONValue { JSONValue(reading: body) ?? .null }
    }

    static let word = "kata-7"
    private let told = Mutex<[Told]>([])
    /// How the next calls are answered; then with 200.
    private let answers = Mutex<[Int]>([])
    private let ports = AsyncStream<Int>.makeStream()

    /// Open for as long as the test acts.
    static func open(_ act: @escaping @Sendable (HookReceiver, String) async throws -> Void) async throws {
        let receiver = HookReceiver()
        var log = Logger(label: "receiver")
        log.logLevel = .critical
        let group = ServiceGroup(services: [receiver], logger: log)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await act(receiver, "http://127.0.0.1:\(await receiver.port())/hook")
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    func answer(next statuses: Int...) { answers.withLock { $0 += statuses } }

    /// Waits for so many calls.
    func calls(_ count: Int) async -> [Told] {
        for _ in 0..<1_000 where told.withLock({ $0.count }) < count { await Task.rest(for: .milliseconds(10)) }
        return told.withLock { $0 }
    }

    private func port() async -> Int {
        for await port in ports.stream { return port }
        return 0
    }

    func run() async throws {
        let router = Router()
        router.get("hook") { request, _ in
            let pairs = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
            return try Self.proof(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        }
        router.post("hook") { [self] request, _ -> HTTPResponse.Status in
            let body = try await request.body.collect(upTo: 1 << 20)
            let headers = request.headers.map { ($0.name.canonicalName, $0.value) }
            told.withLock {
                $0.append(
                    Told(
                        headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
                        body: Data(body.readableBytesView)))
            }
            let status = answers.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
            return HTTPResponse.Status(code: status)
        }
        var log = Logger(label: "receiver")
        log.logLevel = .critical
        let ports = ports
        let door = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ports.continuation.yield($0.localAddress?.port ?? 0) }, logger: log)
        try await door.run()
    }

    /// What each network wants to hear, by the question it asks.
    private static func proof(_ query: [String: String]) throws -> String {
        if let token = query["crc_token"] {
            let code = HookSignature.base64(Data(token.utf8), secret: "rehearsal-key-secret")
            return #"{"response_token":"sha256=\#(code)"}"#
        }
        if let code = query["challengeCode"] {
            let response = HookSignature.hex(Data(code.utf8), secret: "rehearsal-secret")
            return #"{"challengeCode":"\#(code)","challengeResponse":"\#(response)"}"#
        }
        guard query["hub.verify_token"] == word, let challenge = query["hub.challenge"] else {
            throw HTTPError(.forbidden)
        }
        return challenge
    }
}
