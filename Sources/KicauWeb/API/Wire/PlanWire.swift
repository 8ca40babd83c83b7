import KicauCore
import KicauPublish

/// What is to become of a post.
enum Plan: String, Codable, Sendable, CaseIterable {
    case draft, schedule
    case publishNow = "publish_now"
    case nextSlot = "next_slot"
}

/// A post with its plan, as a program sends it.
struct PlannedPost: Decodable, Sendable {
    let plan: Plan
    let due: AskedDue?
    let content: ContentWire
    let version: Int?

    private enum Key: String, CodingKey { case plan, due, version }

    /// Content stands beside the plan, not under it.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        plan = try container.decode(Plan.self, forKey: .plan)
        due = try container.decodeIfPresent(AskedDue.self, forKey: .due)
        version = try container.decodeIfPresent(Int.self, forKey: .version)
        content = try ContentWire(from: decoder)
    }

    /// Nil for a draft.
    /// - Throws: `.badInput` when plan and due time do not go together.
    func timing(for caller: Caller) throws(Problem) -> Timing? {
        switch (plan, due) {
        case (.draft, nil): return nil
        case (.publishNow, nil): return .now
        case (.nextSlot, nil): return .nextSlot
        case (.schedule, .some(let due)): return .at(try due.due(for: caller))
        case (.schedule, nil):
            throw Problem(
                .badInput, "A post cannot be scheduled without a due time.",
                do: "Add due, such as {\"wall\": \"2026-12-01T09:00\"}.", field: "due")
        case (.draft, .some), (.publishNow, .some), (.nextSlot, .some):
            throw Problem(
                .badInput, "Only a scheduled post has a due time.", do: "Leave due out, or set plan to schedule.",
                field: "due")
        }
    }

    private static let members: [Member] =
        ContentWire.members + [
            .must(
                "plan", .words(of: Plan.self),
                "What is to become of it; next_slot takes its accounts' next free posting time",
                like: "schedule"),
            .may("due", .orNull(AskedDue.shape), "With the plan schedule, and only then"),
        ]
    static let shape = Shape.named("NewPost", .object(members))
    static let editShape = Shape.named(
        "EditedPost",
        .object(
            members + [
                .must("version", .integer(1...Int64(Int32.max)), "The version this edit began from", like: 3)
            ]))
}

/// A post to be looked at before it is kept.
struct AskedPreview: Decodable, Sendable {
    let due: AskedDue?
    let post: Int64?
    let content: ContentWire

    private enum Key: String, CodingKey { case due, post }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        due = try container.decodeIfPresent(AskedDue.self, forKey: .due)
        post = try container.decodeIfPresent(Int64.self, forKey: .post)
        content = try ContentWire(from: decoder)
    }

    static let shape = Shape.named(
        "AskedPreview",
        .object(
            ContentWire.members + [
                .may("due", .orNull(AskedDue.shape), "The prices of that day; now when left out"),
                .may("post", .orNull(.id), "Which post this is, so that its own money is not in its way", like: 42),
            ]))
}
