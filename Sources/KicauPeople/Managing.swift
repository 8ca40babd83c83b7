public import KicauCore
import KicauStore

public struct Member: Sendable, Hashable {
    public let user: User
    public let role: Role
    public let joined: Instant
}

public struct APIKey: Sendable, Hashable {
    public let id: Int64
    public let name: String
    /// The first characters, to tell keys apart.
    public let prefix: String
    public let role: Role
    public let made: Instant
    public let lastUsed: Instant?
}

extension People {
    public func members(for caller: Caller) async throws -> [Member] {
        try await store.read { try $0.members(of: caller.workspace.id) }
            .map { Member(user: $0.user, role: $0.role, joined: $0.joined) }
    }

    /// Adds a member with a first password that the admin hands over. Someone who has an account here keeps their password.
    public func addMember(name: String, email: String, password: Redacted<String>, role: Role, by caller: Caller)
        async throws
    {
        try caller.must(.manage)
        guard role != .owner else {
            throw Problem(.notAllowed, "A workspace has one owner.", do: "Choose another role.", field: "role")
        }
        let person = try NewPerson(name: name, email: email)
        let hash = try Passwords.hash(password)
        let now = time.now()
        try await store.write { tx in
            let user =
                try tx.user(email: person.email)?.user.id
                ?? tx.addUser(name: person.name, email: person.email, passwordHash: hash, at: now)
            guard try tx.role(of: user, in: caller.workspace.id) == nil else {
                throw Problem(
                    .badInput, "\(person.email) is a member already.", do: "Change the role in the list.",
                    field: "email")
            }
            try tx.addMember(user, to: caller.workspace.id, as: role, at: now)
        }
    }

    public func setRole(_ role: Role, of user: ID<User>, by caller: Caller) async throws {
        try caller.must(.manage)
        try await store.write { tx in
            guard let old = try tx.role(of: user, in: caller.workspace.id) else { throw People.noMember }
            if old == .owner || role == .owner { try People.refuseOwnerChange() }
            _ = try tx.setRole(role, of: user, in: caller.workspace.id)
        }
    }

    public func removeMember(_ user: ID<User>, by caller: Caller) async throws {
        try caller.must(.manage)
        try await store.write { tx in
            guard let old = try tx.role(of: user, in: caller.workspace.id) else { throw People.noMember }
            if old == .owner { try People.refuseOwnerChange() }
            try tx.removeMember(user, from: caller.workspace.id)
        }
    }

    private static let noMember = Problem(.notFound, "That person is no member here.", do: "Reload the page.")

    private static func refuseOwnerChange() throws(Problem) {
        throw Problem(.notAllowed, "The owner stays the owner.", do: "Choose another member or another role.")
    }

    /// - Returns: the workspace as it is now.
    @discardableResult
    public func saveWorkspace(
        name: String, zone: String, missedMinutes: Int, resendsAfterTwoLooks: Bool, needsAlt: Bool, by caller: Caller
    ) async throws -> Workspace {
        try caller.must(.manage)
        _ = try Zones.named(zone)
        guard (0...10_080).contains(missedMinutes) else {
            throw Problem(
                .badInput, "The limit for missed posts is 0 to 10,080 minutes (a week).",
                do: "Write a number in between.", field: "missed_minutes")
        }
        let workspace = Workspace(
            id: caller.workspace.id, name: try Names.checked(name, field: "name"), zone: zone,
            missedLimit: .minutes(missedMinutes), resendsAfterTwoLooks: resendsAfterTwoLooks,
            needsAlt: needsAlt, plans: caller.workspace.plans)
        try await store.write { try $0.saveWorkspace(workspace) }
        return workspace
    }

    public func keys(for caller: Caller) async throws -> [APIKey] {
        try caller.must(.manage)
        return try await store.read { try $0.keys(of: caller.workspace.id) }.map {
            APIKey(id: $0.id, name: $0.name, prefix: $0.prefix, role: $0.role, made: $0.made, lastUsed: $0.lastUsed)
        }
    }

    /// The key is shown once: only its hash is kept.
    public func makeKey(name: String, role: Role, by caller: Caller) async throws -> Redacted<String> {
        try caller.must(.manage)
        guard role != .owner else {
            throw Problem(.notAllowed, "A key cannot be an owner.", do: "Choose another role.", field: "role")
        }
        let name = try Names.checked(name, field: "name")
        let key = try "kicau_" + Tokens.make(bytes: 30).reveal()
        let now = time.now()
        try await store.write { tx in
            try tx.addKey(
                name: name, prefix: String(key.prefix(12)), keySHA256: Digest.hex(key), role: role,
                in: caller.workspace.id, at: now)
        }
        return Redacted(key)
    }

    public func revokeKey(_ id: Int64, by caller: Caller) async throws {
        try caller.must(.manage)
        let now = time.now()
        guard try await store.write({ try $0.revokeKey(id, in: caller.workspace.id, at: now) }) else {
            throw Problem(.notFound, "That key is not here (any more).", do: "Reload the page.")
        }
    }
}
