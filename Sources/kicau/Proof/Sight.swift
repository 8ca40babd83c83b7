import KicauCore
import KicauPublish

/// What Kicau says of one delivery.
struct SeenDelivery: Sendable {
    struct Attempt: Sendable, Hashable {
        let part: Int
        let intended: Instant
        let deadline: Instant
    }

    let id: Int64
    let account: Int64
    let state: Delivery.State
    let attempts: [Attempt]
    /// Parts that Kicau knows as live.
    let receipts: Int
    let acts: Set<DeliveryAct>
    /// Whether it says why it waits or was refused.
    let saysWhy: Bool

    /// Nil when the API's answer has another shape.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.int, let account = json["account"]?["id"]?.int,
            let state = Delivery.State(rawValue: json.text("state"))
        else { return nil }
        self.id = Int64(id)
        self.account = Int64(account)
        self.state = state
        attempts = (json["attempts"]?.array ?? []).compactMap(Attempt.init)
        receipts = json["receipts"]?.array?.count ?? 0
        acts = Set((json["acts"]?.array ?? []).compactMap { $0.string.flatMap(DeliveryAct.init) })
        saysWhy = json["trouble"]?["what"]?.string?.isEmpty == false
    }

    init(
        id: Int64, account: Int64, state: Delivery.State, attempts: [Attempt] = [], receipts: Int = 0,
        acts: Set<DeliveryAct> = [], saysWhy: Bool = true
    ) {
        self.id = id
        self.account = account
        self.state = state
        self.attempts = attempts
        self.receipts = receipts
        self.acts = acts
        self.saysWhy = saysWhy
    }
}

extension SeenDelivery.Attempt {
    fileprivate init?(_ json: JSONValue) {
        guard let part = json["part"]?.int, let intended = Moment.read(json.text("intended_at")),
            let deadline = Moment.read(json.text("deadline_at"))
        else { return nil }
        self.init(part: part, intended: intended, deadline: deadline)
    }
}

/// Moments as the API writes them, "2026-12-01T02:00:00.000Z".
private enum Moment {
    static func read(_ text: String) -> Instant? {
        guard text.utf8.count == 24, text.hasSuffix("Z"), let wall = WallFields(String(text.prefix(16))),
            let seconds = Int64(text.dropFirst(17).prefix(2)), let ms = Int64(text.dropFirst(20).prefix(3))
        else { return nil }
        return Instant(ms: (wall.asIfUTC + seconds) * 1000 + ms)
    }
}

/// What Kicau says of all posts, by their numbers there.
struct Sight: Sendable {
    let posts: [Int64: [SeenDelivery]]

    /// Asked so many at once.
    private static let hands = 4

    static func take(of ids: [Int64], by client: SureClient) async throws -> Sight {
        try await withThrowingTaskGroup { group in
            var waiting = ids.makeIterator()
            var posts: [Int64: [SeenDelivery]] = [:]
            let ask: @Sendable (Int64) async throws -> (Int64, [SeenDelivery]) = { id in
                let post = try await client.get("/posts/\(id)")
                let deliveries = post["deliveries"]?.array ?? []
                return (id, deliveries.compactMap(SeenDelivery.init).filter { $0.state != .cancelled })
            }
            for id in (0..<hands).compactMap({ _ in waiting.next() }) { group.addTask { try await ask(id) } }
            while let (id, deliveries) = try await group.next() {
                posts[id] = deliveries
                if let next = waiting.next() { group.addTask { try await ask(next) } }
            }
            return Sight(posts: posts)
        }
    }

    /// How many deliveries still move.
    static func moving(by client: SureClient) async throws -> Int {
        // A post of which one delivery waits for a person may have others that move.
        try await briefs(in: ["scheduled", "sending", "needs-you"], by: client)
            .reduce(0) { sum, post in
                sum + (post["deliveries"]?.array ?? []).count { !ended.contains($0.text("state")) }
            }
    }

    private static let ended: Set<String> = ["published", "refused", "waiting", "dropped", "cancelled"]

    /// The posts of which something waits for a person or was refused.
    static func waiting(by client: SureClient) async throws -> [Int64] {
        try await briefs(in: ["needs-you", "refused", "partly"], by: client).compactMap { $0["id"]?.int }
            .map(Int64.init)
    }

    private static func briefs(in states: [String], by client: SureClient) async throws -> [JSONValue] {
        var posts: [JSONValue] = []
        var after: String?
        repeat {
            let query = states.map { ("state", $0) } + [("limit", "200")]
            let page = try await client.get("/posts", query + (after.map { [("after", $0)] } ?? []))
            posts += page.items
            after = page["next"]?.string
        } while after != nil
        return posts
    }
}
