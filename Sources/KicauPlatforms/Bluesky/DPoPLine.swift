import KicauCore

/// A line whose calls carry proof of one session's key.
///
/// A server that wants its newest word in the proof says so before it does anything (RFC 9449, sections 8 and 9). Such a
/// no is as clear as a wrong password, so the same call is made once more, a commit as well. Each of the two goes through
/// the guarded line below and is checked there by itself.
struct DPoPLine: Line {
    let line: any Line
    let key: ES256Key
    /// Which calls are the session's: those with this token. Nil: all of them, and none has a token (signing in).
    let token: Redacted<String>?
    let nonces: DPoPNonces

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard let proved = proved(request) else { return try await line.call(request, unit: unit) }
        let first = try await line.call(proved, unit: unit)
        let hasNonce = nonces.learn(from: first, of: request.url)
        guard hasNonce, DPoPLine.asksForNonce(first) else { return first }
        let second = try await line.call(proved, unit: unit)
        nonces.learn(from: second, of: request.url)
        return second
    }

    /// Nil: it is not this session's call. The proof itself is made when the call leaves, each time another.
    private func proved(_ request: Call) -> Call? {
        var headers = request.headers
        if let token {
            let bearer = "Bearer " + token.reveal()
            guard let place = headers.firstIndex(where: { $0.0 == "authorization" && $0.1.reveal() == bearer }) else {
                return nil
            }
            headers[place] = ("authorization", Redacted("DPoP " + token.reveal()))
        }
        return request.with(headers: headers) { [key, token, nonces] now in
            let proof = DPoPProof(
                method: request.method, url: request.url, token: token, nonce: nonces.nonce(for: request.url),
                id: DPoPProof.newID(), at: now)
            return proof.signed(by: key).map { [("dpop", Redacted($0))] } ?? []
        }
    }

    static func asksForNonce(_ reply: Reply) -> Bool {
        switch reply.status {
        case 400: reply.json?["error"]?.string == "use_dpop_nonce"
        case 401:
            reply.json?["error"]?.string == "use_dpop_nonce"
                || reply.header("www-authenticate")?.contains("use_dpop_nonce") == true
        default: false
        }
    }
}

extension Bluesky {
    /// The line as this account's calls take it: with proofs, where its token is tied to a key.
    func proving(_ line: any Line, for signedIn: SignedIn) -> any Line {
        guard let key = signedIn.credentials.binding.flatMap({ ES256Key($0.key) }) else { return line }
        return DPoPLine(line: line, key: key, token: signedIn.credentials.accessToken, nonces: nonces)
    }

    /// For calls to the server that gives tokens out.
    func proving(_ line: any Line, with key: ES256Key) -> any Line {
        DPoPLine(line: line, key: key, token: nil, nonces: nonces)
    }
}
