import Foundation
import KicauCore
import Synchronization

/// Asks the nodes in turn until a living one answers: every change goes under a key, so it may be said again.
struct SureClient: Sendable {
    private let clients: [APIClient]
    private let turn = Turn()
    private let time: any TimeSource

    private final class Turn: Sendable {
        private let count = Mutex(0)
        func next() -> Int {
            count.withLock {
                $0 += 1; return $0
            }
        }
    }

    /// How long a question is repeated.
    private static let patience = Duration.seconds(180)

    init(nodes: [Node], key: String, time: any TimeSource) throws {
        clients = try nodes.map { try APIClient(server: $0.url, key: Redacted(key)) }
        self.time = time
    }

    func get(_ path: String, _ query: [(String, String)] = []) async throws -> JSONValue {
        try await surely(passing: SureClient.passes) { try await $0.get(path, query) }
    }

    /// Makes something new. A node killed in the middle leaves its key under way, and nobody knows how far it came:
    /// then `find` looks whether it is there before another key is used.
    func create(_ path: String, _ body: JSONValue, find: () async throws -> JSONValue?) async throws -> JSONValue {
        while true {
            let key = UUID().uuidString
            do {
                return try await surely(passing: SureClient.passes) { client in
                    try await client.post(path, .json(body), key: key)
                }
            } catch let refused as APIClient.Refused where refused.code == "not-possible-now" {
                try await Task.sleep(for: .seconds(1))
                if let found = try await find() { return found }
            }
        }
    }

    /// A person's decision. False when the delivery has moved on meanwhile.
    func resolve(_ delivery: Int64, by act: String, link: String?) async throws -> Bool {
        let key = UUID().uuidString
        let body: JSONValue = ["act": .string(act), "link": link.map(JSONValue.string) ?? .null]
        do {
            _ = try await surely(passing: SureClient.passes) {
                try await $0.post("/deliveries/\(delivery)/resolutions", .json(body), key: key)
            }
            return true
        } catch let refused as APIClient.Refused where ["not-possible-now", "changed-meanwhile"].contains(refused.code)
        {
            return false
        }
    }

    private func surely(passing: Set<String>, _ ask: (APIClient) async throws -> JSONValue) async throws -> JSONValue {
        let end = time.steadyMs() + SureClient.patience.inMilliseconds
        while true {
            do {
                return try await ask(clients[turn.next() % clients.count])
            } catch let gone as APIClient.Unreachable {
                guard time.steadyMs() < end else {
                    throw Problem(.broken, "No node answers any more.", do: "Look into the logs.", cause: gone.what)
                }
            } catch let refused as APIClient.Refused where passing.contains(refused.code) {
                guard time.steadyMs() < end else { throw refused }
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// What a node says that is going down, or whose disk is full at this moment.
    private static let passes: Set<String> = ["disk-full", "something-broke", "status-500", "status-503"]
}
