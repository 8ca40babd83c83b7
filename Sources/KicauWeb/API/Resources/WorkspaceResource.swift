import HTTPTypes
import KicauCore
import KicauPeople

/// What the team of the key's workspace has agreed on, and who is in it.
enum WorkspaceResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/workspace", "showWorkspace", .workspace, "Show the workspace's settings",
            answer: .json(.ok, WorkspaceWire.shape),
            work: { _, ask in try .json(WorkspaceWire(ask.caller.workspace)) }),
        APIOperation(
            .put, "/workspace", "setWorkspace", .workspace, "Change the workspace's settings",
            details: "What is left out stays as it is.",
            gate: .key(.manage), effect: .changes, body: .json(AskedWorkspace.shape),
            answer: .json(.ok, WorkspaceWire.shape), problems: [.unknownZone],
            work: { api, ask in
                let asked = try ask.decoded(AskedWorkspace.self)
                let old = WorkspaceWire(ask.caller.workspace)
                let saved = try await api.house.people.saveWorkspace(
                    name: asked.name ?? old.name, zone: asked.zone ?? old.zone,
                    missedMinutes: asked.missedMinutes ?? old.missedMinutes,
                    resendsAfterTwoLooks: asked.resendsAfterTwoLooks ?? old.resendsAfterTwoLooks,
                    needsAlt: asked.needsAlt ?? old.needsAlt, by: ask.caller)
                return try .json(WorkspaceWire(saved))
            }),
        APIOperation(
            .get, "/members", "listMembers", .workspace, "List the members, to ask one of them to look after something",
            answer: .json(.ok, AccountResource.items("MemberList", MemberWire.shape, most: 100_000)),
            work: { api, ask in
                try .json(Items(try await api.house.people.members(for: ask.caller).map(MemberWire.init)))
            }),
    ]
}

/// What may be changed; nil stays as it is.
struct AskedWorkspace: Decodable, Sendable {
    let name: String?
    let zone: String?
    let missedMinutes: Int?
    let resendsAfterTwoLooks: Bool?
    let needsAlt: Bool?

    static let shape = Shape.named(
        "AskedWorkspace", .object(WorkspaceWire.settings.map { .may($0.name, $0.shape, $0.about, like: $0.sample) }))
}
