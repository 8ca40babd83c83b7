import Foundation
import KicauCore
import KicauPlatforms

/// Speaks to a running server over /api/v1.
struct APIClient: Sendable {
    /// Nobody answered: the request may not have arrived.
    struct Unreachable: Error {
        let what: String

        static func noAnswer(from server: String, _ why: String) -> Unreachable {
            Unreachable(what: "No Kicau answers at \(server): \(why)")
        }

        static func nothingRuns(in folder: String) -> Unreachable {
            Unreachable(what: "No Kicau is running on the data folder \(folder).")
        }
    }

    /// The server said no, in its own words.
    struct Refused: Error {
        let what: String
        let toDo: String
        let code: String
    }

    let server: String
    private let line: any Line
    private let key: Redacted<String>
    /// A ledger of a busy year is long, and the server is the reader's own.
    private static let longestAnswer = 256 << 20

    init(server: String, key: Redacted<String>) throws(Problem) {
        self.server = APIClient.trimmed(server)
        guard let base = URL(string: self.server), ["http", "https"].contains(base.scheme), base.host != nil
        else {
            throw Problem(
                .badSetting, "\"\(server)\" is not a server's address.", do: "Write it like https://kicau.example.org.",
                field: "server")
        }
        // Named by a person at this machine, it may be private.
        line = HTTPLine(allowedOrigins: [self.server], clock: SystemTime())
        self.key = key
    }

    /// Over another line than the network's own: for rehearsals.
    init(server: String, key: Redacted<String>, line: any Line) {
        (self.server, self.key, self.line) = (server, key, line)
    }

    static func trimmed(_ address: String) -> String {
        var address = address
        while address.hasSuffix("/") { address.removeLast() }
        return address
    }

    func get(_ path: String, _ query: [(String, String)] = []) async throws -> JSONValue {
        try await ask(.get, path, query: query)
    }

    /// `key` names this one change: sent again with it, it is not made a second time.
    func post(_ path: String, _ body: Call.Body = .none, key: String) async throws -> JSONValue {
        try await ask(.post, path, body: body, idempotencyKey: key)
    }

    func put(_ path: String, _ body: Call.Body, key: String) async throws -> JSONValue {
        try await ask(.put, path, body: body, idempotencyKey: key)
    }

    func delete(_ path: String, _ query: [(String, String)] = [], key: String) async throws -> JSONValue {
        try await ask(.delete, path, query: query, idempotencyKey: key)
    }

    private func ask(
        _ method: Call.Method, _ path: String, query: [(String, String)] = [], body: Call.Body = .none,
        idempotencyKey: String? = nil
    ) async throws -> JSONValue {
        var headers = [("authorization", Redacted("Bearer " + key.reveal()))]
        if let idempotencyKey { headers.append(("idempotency-key", Redacted(idempotencyKey))) }
        let reply = try await send(
            Call(
                method, server + "/api/v1" + path, query: query, headers: headers, body: body,
                deadline: APIClient.patience(with: body), taking: .whole(atMost: APIClient.longestAnswer)))
        // Of an answer that is no JSON (a proxy's page) only the status counts.
        let answer = JSONValue(reading: Data(reply.body)) ?? .null
        guard (200...299).contains(reply.status) else { throw refusal(answer, status: reply.status) }
        return answer
    }

    /// A picture may go over a slow line.
    private static func patience(with body: Call.Body) -> Duration {
        if case .file = body { return .minutes(5) }
        return .seconds(60)
    }

    private func send(_ call: Call) async throws(Unreachable) -> Reply {
        do throws(LineFailure) {
            return try await line.call(call, unit: MeterUnit("api"))
        } catch {
            switch error {
            case .neverLeft(_, .unreachable(let why)): throw .noAnswer(from: server, why)
            case .neverLeft: throw .noAnswer(from: server, "nothing was sent")
            case .noAnswer(let trace): throw .noAnswer(from: server, trace.what)
            }
        }
    }

    private func refusal(_ answer: JSONValue, status: Int) -> Refused {
        guard let what = answer["what"]?.string, let toDo = answer["do"]?.string else {
            return Refused(
                what: "\(server) answered with status \(status), and not as a Kicau does.",
                toDo: "Check the address.", code: "status-\(status)")
        }
        return Refused(what: what, toDo: toDo, code: answer["code"]?.string ?? "status-\(status)")
    }
}
