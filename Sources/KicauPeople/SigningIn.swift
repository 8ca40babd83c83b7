public import KicauCore
import KicauStore

/// Who a session belongs to, with what its pages need.
public struct SignedInCaller: Sendable {
    public let caller: Caller
    /// Goes into each form, against forged requests.
    public let formToken: String
    public let workspaces: [Workspace]
    /// Of the workspace's budgets and limits, that nobody has put away.
    public internal(set) var warnings = 0
}

extension People {
    /// Tries per address and per e-mail in 15 minutes before signing in is refused unheard.
    static let tries = (perEmail: 10, perRemote: 40, window: Duration.minutes(15))

    /// Rate-limited by address and e-mail; the answer does not tell which of the two was wrong.
    public func signIn(email: String, password: Redacted<String>, remote: String) async throws -> Session {
        let email = String(email.lowercased().filter { !$0.isWhitespace }.prefix(254))
        try await countTry(email: email, remote: remote)
        let found = try await store.read { try $0.user(email: email) }
        let isRight = try Passwords.verify(password, against: try found?.passwordHash ?? Passwords.decoy.get())
        guard let found, isRight else {
            throw Problem(
                .wrongPassword, "The e-mail address or the password is not right.",
                do: "Try again; after ten tries wait a quarter of an hour.")
        }
        if try Passwords.needsRehash(found.passwordHash) {
            let hash = try Passwords.hash(password)
            try await store.write { try $0.setPasswordHash(hash, of: found.user.id) }
        }
        let places = try await store.write { tx in
            try tx.forgetTries("sign-in email \(email)")
            return try tx.workspaces(of: found.user.id)
        }
        guard let place = places.first else {
            throw Problem(.notAllowed, "You are no member of any workspace here.", do: "Ask an admin to add you.")
        }
        return try await begin(found.user.id, in: place.workspace.id)
    }

    private func countTry(email: String, remote: String) async throws {
        let now = time.now()
        let (byEmail, byRemote) = try await store.write { tx in
            (
                try tx.countTry("sign-in email \(email)", window: People.tries.window, at: now),
                try tx.countTry("sign-in from \(remote.prefix(100))", window: People.tries.window, at: now)
            )
        }
        guard byEmail <= People.tries.perEmail, byRemote <= People.tries.perRemote else {
            throw Problem(
                .tooManyTries, "There were too many tries to sign in.", do: "Wait a quarter of an hour, then try again."
            )
        }
    }

    public func signOut(_ token: Redacted<String>) async throws {
        try await store.write { try $0.endSession(tokenSHA256: Digest.hex(token.reveal())) }
    }

    /// Who a session cookie belongs to; nil when it is unknown or has ended.
    public func caller(session token: Redacted<String>) async throws -> SignedInCaller? {
        let hash = Digest.hex(token.reveal())
        let now = time.now()
        return try await store.read { tx in
            guard let session = try tx.session(tokenSHA256: hash, at: now) else { return nil }
            return SignedInCaller(
                caller: Caller(user: session.user, workspace: session.workspace, role: session.role),
                formToken: session.formToken, workspaces: try tx.workspaces(of: session.user.id).map(\.workspace),
                warnings: try tx.countOpenWarnings(
                    of: session.workspace.id, since: now - .days(31), limits: now - QuotaWarning.shown))
        }
    }

    /// Who an API key speaks for.
    /// - Throws: `Problem` `.badKey`.
    public func caller(key: Redacted<String>) async throws -> Caller {
        let hash = Digest.hex(key.reveal())
        let now = time.now()
        let found = try await store.read { tx in
            try tx.key(sha256: hash).flatMap { row in try tx.workspace(row.workspace).map { (row, $0) } }
        }
        guard let (row, workspace) = found else {
            throw Problem(.badKey, "This API key is not known or was revoked.", do: "Make a new key under Settings.")
        }
        if row.lastUsed.map({ now - $0 > .minutes(1) }) ?? true {
            try await store.write { try $0.noteKeyUsed(row.id, at: now) }
        }
        return Caller(user: nil, workspace: workspace, role: row.role)
    }

    public func switchWorkspace(_ id: ID<Workspace>, session token: Redacted<String>) async throws {
        let hash = Digest.hex(token.reveal())
        let now = time.now()
        try await store.write { tx in
            guard let session = try tx.session(tokenSHA256: hash, at: now),
                try tx.role(of: session.user.id, in: id) != nil
            else {
                throw Problem(.notAllowed, "You are no member of that workspace.", do: "Ask an admin to add you.")
            }
            try tx.switchSession(tokenSHA256: hash, to: id)
        }
    }

    public func setLanguage(_ language: String?, for caller: Caller) async throws {
        guard let user = caller.user else { return }
        guard language == nil || language == "en" || language == "id" else {
            throw Problem(
                .badInput, "Kicau does not speak that language yet.", do: "Choose English or Indonesian.",
                field: "language")
        }
        try await store.write { try $0.setLanguage(language, of: user.id) }
    }

    /// Ends all other sessions of this person.
    public func changePassword(
        old: Redacted<String>, new: Redacted<String>, for caller: Caller, session token: Redacted<String>
    ) async throws {
        guard let user = caller.user, let kept = try await store.read({ try $0.user(user.id) }) else {
            throw Problem(.notAllowed, "An API key has no password.", do: "Sign in as a person.")
        }
        try await countTry(email: user.email, remote: "password")
        guard try Passwords.verify(old, against: kept.passwordHash) else {
            throw Problem(.wrongPassword, "The old password is not right.", do: "Type it again.", field: "old")
        }
        let hash = try Passwords.hash(new)
        try await store.write { tx in
            try tx.setPasswordHash(hash, of: user.id)
            try tx.endSessions(of: user.id, but: Digest.hex(token.reveal()))
        }
    }
}
