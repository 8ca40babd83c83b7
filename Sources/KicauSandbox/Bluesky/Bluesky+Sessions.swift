import Crypto
import Foundation
import KicauCore

/// Signing in with an app password, and what follows from it.
extension BlueskySimulator {
    static let refreshLifeMs: Int64 = 60 * 86_400_000
    static let accessLifeMs: Int64 = 2 * 3_600_000

    func addSessionRoutes(to routes: inout Routes) {
        routes.on("POST", "/xrpc/com.atproto.server.createSession", at: .token, createSession)
        routes.on("POST", "/xrpc/com.atproto.server.refreshSession", at: .token, refreshSession)
        routes.on("POST", "/xrpc/com.atproto.server.deleteSession", at: .token, deleteSession)
        routes.on("GET", "/xrpc/com.atproto.server.getSession", at: .read, getSession)
    }

    /// Each person's app password: the same on every start from one seed.
    func appPassword(of person: Person) -> String {
        let digest = SHA256.hash(data: Data("app password \(ground.settings.seed) \(person.id)".utf8))
        let letters = Base32.text(of: Array(digest)).prefix(16)
        return stride(from: 0, to: 16, by: 4).map { String(letters.dropFirst($0).prefix(4)) }.joined(separator: "-")
    }

    /// Main passwords are not for clients, so nothing of another shape is even looked at.
    static func isAppPassword(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.count == 4
            && groups.allSatisfy { $0.count == 4 && $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) } }
    }

    @Sendable private func createSession(_ call: Call) async throws -> Reply {
        let input = try input(of: call)
        guard let identifier = input["identifier"]?.string else { throw XRPCError.missingInput("identifier") }
        guard let password = input["password"]?.string else { throw XRPCError.missingInput("password") }
        let standing = try take(1, from: PointLimit.logins, for: identifier.lowercased())
        guard let person = person(named: identifier), Self.isAppPassword(password),
            password == appPassword(of: person)
        else { throw XRPCError.badLogin }
        let grant = ground.secret(16)
        return .json(session(for: person, grant: grant, accessMs: accessMs)).countedBy(standing)
    }

    @Sendable private func refreshSession(_ call: Call) async throws -> Reply {
        guard let value = call.bearer else { throw XRPCError.authMissing }
        guard ground.token(value)?.kind != .access else { throw XRPCError.badScope }
        guard ground.token(value)?.secret == nil else { throw XRPCError.badToken }
        switch ground.spend(value) {
        case .live(let token):
            guard let person = ground.person(token.account) else { throw XRPCError.badToken }
            return .json(session(for: person, grant: token.grant, accessMs: accessMs))
        case .expired: throw XRPCError.expired
        case .spent, .revoked: throw XRPCError.revoked
        case .unknown: throw XRPCError.badToken
        }
    }

    @Sendable private func deleteSession(_ call: Call) async throws -> Reply {
        guard let value = call.bearer else { throw XRPCError.authMissing }
        guard let token = ground.token(value), token.secret == nil else { throw XRPCError.badToken }
        guard token.kind == .refresh else { throw XRPCError.badScope }
        ground.revoke(grant: token.grant)
        return .empty(200)
    }

    @Sendable private func getSession(_ call: Call) async throws -> Reply {
        let facts = sessionFacts(of: try caller(in: call, needing: nil))
        guard call.credential("dpop") != nil, let members = facts.object else { return .json(facts) }
        // Who came in by the page was not asked for the address.
        return .json(.object(members.filter { !$0.key.hasPrefix("email") }))
    }

    var accessMs: Int64 { ground.settings.tokenLifetimesMs[platform] ?? Self.accessLifeMs }

    private var refreshMs: Int64 { ground.settings.tokenLifetimesMs["\(platform).refresh"] ?? Self.refreshLifeMs }

    /// A new pair of tokens.
    func session(for person: Person, grant: String, accessMs: Int64) -> JSONValue {
        let access = issue(.access, for: person, grant: grant, lifeMs: accessMs)
        let refresh = issue(.refresh, for: person, grant: grant, lifeMs: refreshMs)
        let tokens: [String: JSONValue] = ["accessJwt": .string(access), "refreshJwt": .string(refresh)]
        return .object((sessionFacts(of: person).object ?? [:]).merging(tokens) { $1 })
    }

    private func sessionFacts(of person: Person) -> JSONValue {
        [
            "did": .string(person.id), "handle": .string(person.handle), "active": true,
            "didDoc": didDocument(of: person), "email": .string("\(person.handle.split(separator: ".")[0])@kedai.test"),
            "emailConfirmed": true, "emailAuthFactor": false,
        ]
    }

    private func issue(_ kind: Token.Kind, for person: Person, grant: String, lifeMs: Int64) -> String {
        let use: SessionToken.Use = kind == .refresh ? .refresh : .access
        let token = SessionToken(
            use: use, did: person.id, audience: serverDID, issuedS: ground.nowMs / 1000,
            expiresS: (ground.nowMs + lifeMs) / 1000, id: ground.secret(22)
        )
        let text = token.signed(with: "rehearsal \(ground.settings.seed)")
        return ground.issue(
            kind, to: person.id, scopes: [use.rawValue], lifeMs: lifeMs, grant: grant, value: text
        ).value
    }

    /// Who calls, by an access token in good standing. `scope` is asked of tokens that have such.
    func caller(in call: Call, needing scope: String? = "transition:generic") throws -> Person {
        if let bound = call.credential("dpop") { return try caller(provingIn: call, bound, needing: scope) }
        guard let value = call.bearer else { throw XRPCError.authMissing }
        switch ground.standing(of: value) {
        case .live(let token):
            guard token.kind == .access else { throw XRPCError.badScope }
            // One that is tied to a key is worth nothing without the proof.
            guard token.secret == nil else { throw XRPCError.badToken }
            guard let person = ground.person(token.account) else { throw XRPCError.badToken }
            return person
        case .expired: throw XRPCError.expired
        case .revoked, .spent: throw XRPCError.revoked
        case .unknown: throw XRPCError.badToken
        }
    }
}
