import Crypto
import Foundation
import KicauCore

/// Codes and tokens.
extension Ground {
    /// Gives out a token. `lifeMs` nil: it does not end by itself.
    func issue(
        _ kind: Token.Kind, to account: String, client: String = Client.rehearsal.id, scopes: [String],
        lifeMs: Int64?, grant: String, value: String? = nil, secret: String? = nil
    ) -> Token {
        let value = value ?? self.secret(48)
        let token = Token(
            value: value, kind: kind, account: account, client: client, scopes: scopes, issuedMs: nowMs,
            expiresMs: lifeMs.map { nowMs + $0 }, ended: nil, grant: grant, secret: secret
        )
        change { $0.tokens[value] = token }
        return token
    }

    func token(_ value: String) -> Token? { read { $0.tokens[value] } }

    func standing(of value: String) -> TokenStanding {
        Self.standing(of: token(value), nowMs: nowMs)
    }

    /// How a refresh token stands; a live one is spent by the asking, so no two callers see it live.
    func spend(_ value: String) -> TokenStanding {
        let now = nowMs
        return change { state in
            let standing = Self.standing(of: state.tokens[value], nowMs: now)
            if case .live = standing { state.tokens[value]?.ended = .spent }
            return standing
        }
    }

    private static func standing(of token: Token?, nowMs: Int64) -> TokenStanding {
        guard let token else { return .unknown }
        switch token.ended {
        case .revoked: return .revoked(token)
        case .spent: return .spent(token)
        case nil: return token.expiresMs.map { $0 <= nowMs } ?? false ? .expired(token) : .live(token)
        }
    }

    /// The token is dead from now on; its refresh token is not.
    func expire(_ value: String) {
        let now = nowMs
        change { $0.tokens[value]?.expiresMs = now }
    }

    func revoke(_ value: String) { change { $0.tokens[value]?.ended = .revoked } }

    /// Ends every token of the account; says how many.
    func revokeAll(of account: String) -> Int {
        endTokens { $0.account == account }
    }

    /// Ends every token of one sign-in.
    func revoke(grant: String) { _ = endTokens { $0.grant == grant } }

    private func endTokens(where isMeant: (Token) -> Bool) -> Int {
        change { state in
            let values = state.tokens.values.filter { $0.ended == nil && isMeant($0) }.map(\.value)
            for value in values { state.tokens[value]?.ended = .revoked }
            return values.count
        }
    }

    func keep(_ code: Code) { change { $0.codes[code.value] = code } }

    /// Trades a code, once. Each of the network's checks that fails has its own answer.
    func redeem(_ value: String, client: String, redirect: String?, verifier: String?) -> Redemption {
        let now = nowMs
        let code: Code? = change { state in
            guard let code = state.codes[value] else { return nil }
            state.codes[value]?.isUsed = true
            return code
        }
        guard let code else { return .unknown }
        if code.isUsed { return .used(code) }
        guard code.client == client else { return .wrongClient }
        guard code.expiresMs > now else { return .expired }
        guard redirect == code.redirect else { return .wrongRedirect }
        guard Self.answers(verifier, code.challenge, method: code.challengeMethod) else { return .wrongVerifier }
        return .fine(code)
    }

    private static func answers(_ verifier: String?, _ challenge: String?, method: String?) -> Bool {
        guard let challenge else { return true }
        guard let verifier else { return false }
        return method == "S256" ? s256(verifier) == challenge : verifier == challenge
    }

    /// The PKCE challenge of a verifier.
    static func s256(_ verifier: String) -> String {
        Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

/// What became of a code that was shown.
enum Redemption: Sendable {
    case fine(Code)
    case unknown
    /// Shown a second time: a careful network ends what it gave out for the first.
    case used(Code)
    case expired
    case wrongClient
    case wrongRedirect
    case wrongVerifier
}
