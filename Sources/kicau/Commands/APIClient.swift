import Foundation
import KicauCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

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

    enum Body: Sendable {
        case none
        case json(JSONValue)
        case file(String)
    }

    let server: String
    private let base: URL
    private let key: Redacted<String>

    init(server: String, key: Redacted<String>) throws(Problem) {
        self.server = APIClient.trimmed(server)
        guard let base = URL(string: self.server), base.scheme == "http" || base.scheme == "https", base.host != nil
        else {
            throw Problem(
                .badSetting, "\"\(server)\" is not a server's address.", do: "Write it like https://kicau.example.org.",
                field: "server")
        }
        self.base = base
        self.key = key
    }

    static func trimmed(_ address: String) -> String {
        var address = address
        while address.hasSuffix("/") { address.removeLast() }
        return address
    }

    func get(_ path: String, _ query: [(String, String)] = []) async throws -> JSONValue {
        try await ask("GET", path, query: query)
    }

    /// `key` names this one change: sent again with it, it is not made a second time.
    func post(_ path: String, _ body: Body = .none, key: String) async throws -> JSONValue {
        try await ask("POST", path, body: body, idempotencyKey: key)
    }

    private func ask(
        _ method: String, _ path: String, query: [(String, String)] = [], body: Body = .none,
        idempotencyKey: String? = nil
    ) async throws -> JSONValue {
        var request = URLRequest(url: try address(path, query), timeoutInterval: 60)
        request.httpMethod = method
        request.setValue("Bearer " + key.reveal(), forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        if let idempotencyKey { request.setValue(idempotencyKey, forHTTPHeaderField: "Idempotency-Key") }
        let (bytes, response) = try await send(request, body)
        // Of an answer that is no JSON (a proxy's page) only the status counts.
        let answer = JSONValue(reading: bytes) ?? .null
        guard (200...299).contains(response.statusCode) else { throw refusal(answer, status: response.statusCode) }
        return answer
    }

    private func address(_ path: String, _ query: [(String, String)]) throws(Problem) -> URL {
        var components = URLComponents()
        components.queryItems = query.isEmpty ? nil : query.map { URLQueryItem(name: $0.0, value: $0.1) }
        // A plus would be read as a space.
        let question = components.percentEncodedQuery.map { "?" + $0.replacing("+", with: "%2B") } ?? ""
        guard let url = URL(string: server + "/api/v1" + path + question) else {
            throw Problem(.badInput, "\"\(path)\" cannot be asked for.", do: "Check the command's arguments.")
        }
        return url
    }

    private func send(_ request: URLRequest, _ body: Body) async throws -> (Data, HTTPURLResponse) {
        var request = request
        do {
            let (bytes, response) =
                switch body {
                case .none: try await URLSession.shared.data(for: request)
                case .json(let value): try await upload(value, with: &request)
                case .file(let path):
                    try await URLSession.shared.upload(for: request, fromFile: URL(fileURLWithPath: path))
                }
            guard let response = response as? HTTPURLResponse else {
                throw Unreachable.noAnswer(from: server, "what is there does not speak HTTP")
            }
            return (bytes, response)
        } catch let error as URLError {
            throw Unreachable.noAnswer(from: server, error.localizedDescription)
        }
    }

    private func upload(_ value: JSONValue, with request: inout URLRequest) async throws -> (Data, URLResponse) {
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        return try await URLSession.shared.upload(for: request, from: try JSONEncoder().encode(value))
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
