import Foundation
public import KicauCore
public import KicauStore

/// Set-up, signing in, members, keys and settings.
public struct People: Sendable {
    let store: Store
    let time: any TimeSource

    public init(store: Store, time: any TimeSource) {
        self.store = store
        self.time = time
    }

    /// Is there no owner yet? Then every page leads to set-up.
    public func needsSetUp() async throws -> Bool { try await store.read { try $0.countUsers() == 0 } }

    /// Makes the owner and the first workspace. Works once.
    public func setUp(
        name: String, email: String, password: Redacted<String>, workspace: String, zone: String, remote: String
    ) async throws -> Session {
        let person = try NewPerson(name: name, email: email)
        let workspaceName = try Names.checked(workspace, field: "workspace")
        _ = try Zones.named(zone)
        let hash = try Passwords.hash(password)
        let now = time.now()
        let (user, place) = try await store.write { tx in
            guard try tx.countUsers() == 0 else {
                throw Problem(.alreadySetUp, "This Kicau already has an owner.", do: "Sign in instead.")
            }
            let user = try tx.addUser(name: person.name, email: person.email, passwordHash: hash, at: now)
            let place = try tx.addWorkspace(name: workspaceName, zone: zone, at: now)
            try tx.addMember(user, to: place, as: .owner, at: now)
            return (user, place)
        }
        return try await begin(user, in: place)
    }

    func begin(_ user: ID<User>, in workspace: ID<Workspace>) async throws -> Session {
        let token = try Tokens.make(bytes: 32)
        let formToken = try Tokens.make(bytes: 24).reveal()
        let now = time.now()
        let expires = now + .days(30)
        try await store.write { tx in
            try tx.addSession(
                tokenSHA256: Digest.hex(token.reveal()), formToken: formToken, user: user, workspace: workspace,
                at: now, expires: expires)
        }
        return Session(token: token, expires: expires)
    }
}

/// A new session: the cookie's value.
public struct Session: Sendable {
    public let token: Redacted<String>
    public let expires: Instant
}

/// A name and an e-mail address that may be kept.
struct NewPerson {
    let name: String
    let email: String

    init(name: String, email: String) throws(Problem) {
        self.name = try Names.checked(name, field: "name")
        let email = email.trimmingCharacters(in: .whitespacesAndNewlines)
        let halves = email.split(separator: "@", omittingEmptySubsequences: false)
        guard email.utf8.count <= 254, halves.count == 2, halves.allSatisfy({ !$0.isEmpty }),
            !email.contains(where: \.isWhitespace)
        else {
            throw Problem(
                .badInput, "That is not an e-mail address.", do: "Write it like ayu@example.org.", field: "email")
        }
        self.email = email.lowercased()
    }
}

enum Names {
    static func checked(_ text: String, field: String) throws(Problem) -> String {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...100).contains(name.count), name.utf8.count <= 400 else {
            throw Problem(
                .badInput, "A name has 1 to 100 characters.", do: "Write a shorter or a longer one.", field: field)
        }
        return name
    }
}
