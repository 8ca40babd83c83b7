import KicauCore

/// A language model that answers over OpenAI's chat completions, as their published API description has them, and keeps a
/// bill of its own. It thinks nothing: the same question always gets the same answer.
struct AssistantSimulator: Simulator {
    /// The key that it takes.
    static let key = "sk-rehearsal"

    let platform = "ai"
    let ground: Ground
    let store: Locker<AssistantState>
    let look = Look(
        name: "Model", sign: "M", accent: "#3f5f4f", paper: "#f3f5f2", ink: "#17211b", quiet: "#5f6b63",
        line: "#dde4de", round: "8px")

    init(_ ground: Ground) {
        self.ground = ground
        store = ground.locker("model", AssistantState())
    }

    func addRoutes(to routes: inout Routes) {
        routes.on("POST", "/v1/chat/completions", at: .commit) { call in try await complete(call) }
        routes.on("GET", "/v1/models", at: .read) { call in
            try admit(call)
            return .json([
                "object": "list",
                "data": .array(
                    ChatModel.all.map {
                        ["id": .string($0.name), "object": "model", "created": 1_780_000_000, "owned_by": "rehearsal"]
                    }),
            ])
        }
    }

    func rateLimited(_ call: Call, resetMs: Int64) -> Reply {
        let seconds = max(1, (resetMs - ground.nowMs + 999) / 1000)
        return ChatTrouble(
            status: 429, message: "Rate limit reached for requests", type: "requests", code: "rate_limit_exceeded"
        ).reply.with("Retry-After", "\(seconds)").with("x-ratelimit-remaining-requests", "0")
            .with("x-ratelimit-reset-requests", "\(seconds)s")
    }

    func serverError(_ call: Call) -> Reply {
        ChatTrouble(
            status: 500, message: "The server had an error while processing your request", type: "server_error",
            code: nil
        ).reply
    }

    func notFound(_ call: Call) -> Reply {
        ChatTrouble(
            status: 404, message: "Invalid URL (\(call.method) \(call.path))", type: "invalid_request_error", code: nil
        ).reply
    }

    // It has no people and no posts.
    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? { nil }
    func newPostID(at ms: Int64, by person: Person) -> String { "" }
    func permalink(of post: LivePost) -> String { ground.origin }

    /// - Throws: `Refused` when the key is missing or another.
    func admit(_ call: Call) throws {
        guard call.bearer == AssistantSimulator.key else {
            throw Refused(
                ChatTrouble(
                    status: 401, message: "Incorrect API key provided", type: "invalid_request_error",
                    code: "invalid_api_key"
                ).reply)
        }
    }
}

struct AssistantState: Codable, Sendable {
    /// What was asked lately: beginnings that come again are known, and cheaper.
    var known: [String] = []
    var answers = 0
    var settings = AssistantSettings()
}

/// An error in the API's own form.
struct ChatTrouble {
    let status: Int
    let message: String
    let type: String
    let code: String?

    var reply: Reply {
        .json(
            [
                "error": [
                    "message": .string(message), "type": .string(type), "param": .null,
                    "code": code.map { .string($0) } ?? .null,
                ]
            ], status: status)
    }
}
