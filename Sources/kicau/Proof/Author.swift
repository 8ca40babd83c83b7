import KicauCore
import KicauPublish

/// Writes the plan's posts through the API, as a program of the user's would.
struct Author: Sendable {
    let client: SureClient
    let company: ProofCompany
    let plan: ProofPlan
    let time: any TimeSource

    /// A post as it was taken.
    struct Written: Sendable, Hashable {
        let id: Int64
        let due: Instant
    }

    /// Written so many at once: enough to be quick, few enough that they keep their order of due times.
    private static let hands = 4

    /// By the posts' numbers; the first due minute is `first`.
    func write(from first: Instant) async throws -> [Int: Written] {
        try await withThrowingTaskGroup { group in
            var waiting = plan.posts.makeIterator()
            var written: [Int: Written] = [:]
            for post in (0..<Author.hands).compactMap({ _ in waiting.next() }) {
                group.addTask { (post.number, try await write(post, from: first)) }
            }
            while let (number, kept) = try await group.next() {
                written[number] = kept
                if let post = waiting.next() {
                    group.addTask { (post.number, try await write(post, from: first)) }
                }
            }
            return written
        }
    }

    private func write(_ post: ProofPlan.Post, from first: Instant) async throws -> Written {
        var due = first + .minutes(post.minute)
        while due < time.now() + .seconds(3) { due = due + .minutes(1) }
        let answer = try await client.create("/posts", try body(of: post, due: due)) {
            let marker = Marker.found(in: post.texts[0]) ?? ""
            return try await client.get("/posts", [("text", marker), ("limit", "1")]).items.first
        }
        guard let id = answer["id"]?.int else {
            throw Problem(.broken, "The API took a post and did not say its number.", do: "Report this.")
        }
        return Written(id: Int64(id), due: due)
    }

    private func body(of post: ProofPlan.Post, due: Instant) throws(Problem) -> JSONValue {
        let pictures = (0..<post.pictures).map { number -> JSONValue in
            let drawn = company.pictures[(post.number + number) % company.pictures.count]
            let sha256 = post.hasVideo ? company.video ?? drawn : drawn
            return ["sha256": .string(sha256), "alt": .string("Gambar \(sha256.prefix(4))")]
        }
        let parts = post.texts.enumerated().map { part, text -> JSONValue in
            ["text": .string(text), "media": .array(part == 0 ? pictures : [])]
        }
        var body: [String: JSONValue] = [
            "plan": "schedule", "parts": .array(parts),
            "accounts": .array(post.seats.compactMap { company.accounts[$0].map(JSONValue.integer) }),
            "due": ["wall": .string(try Due(at: due, zone: "UTC").wall), "zone": "UTC"],
        ]
        if let comment = post.comment { body["first_comment"] = .string(comment) }
        return .object(body)
    }
}
