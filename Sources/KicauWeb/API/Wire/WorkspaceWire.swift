import KicauCore
import KicauPeople

/// A workspace with what its team agreed on.
struct WorkspaceWire: Encodable, Sendable {
    let id: Int64
    let name: String
    let zone: String
    let missedMinutes: Int
    let resendsAfterTwoLooks: Bool
    let needsAlt: Bool

    init(_ workspace: Workspace) {
        id = workspace.id.raw
        name = workspace.name
        zone = workspace.zone
        missedMinutes = Int(workspace.missedLimit.inMilliseconds / 60_000)
        resendsAfterTwoLooks = workspace.resendsAfterTwoLooks
        needsAlt = workspace.needsAlt
    }

    static let shape = Shape.named(
        "WorkspaceSettings", .object([Member.must("id", .id, "The workspace's number", like: 1)] + settings))

    static let settings: [Member] = [
        .must("name", .text(most: 400), "The workspace's name", like: "Warung Kata"),
        .must("zone", .form(.zone), "What wall times mean unless a post says otherwise", like: "Asia/Jakarta"),
        .must(
            "missed_minutes", .integer(0...10_080),
            "A post missed by less than this is still sent; later, a person is asked",
            like: 15),
        .must(
            "resends_after_two_looks", .bool,
            "A post that was not seen twice is sent again where absence is no proof", like: false),
        .must(
            "needs_alt", .bool,
            "Every picture and video needs a description; without one a post stays a draft", like: true),
    ]
}

/// Somebody who works in the workspace.
struct MemberWire: Encodable, Sendable {
    let id: Int64
    let name: String
    let role: String

    init(_ member: KicauPeople.Member) {
        id = member.user.id.raw
        name = member.user.name
        role = member.role.rawValue
    }

    static let shape = Shape.named(
        "WorkspaceMember",
        .object([
            .must("id", .id, "The member's number", like: 1),
            .must("name", .text(most: 400), "What people call them", like: "Ayu Lestari"),
            .must("role", .words(of: Role.self), "What they may do", like: "editor"),
        ]))
}
