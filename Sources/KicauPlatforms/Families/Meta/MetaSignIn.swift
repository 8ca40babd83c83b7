import KicauCore

/// The moves of signing in that the family shares.
struct MetaSignIn {
    let table: ErrorTable
    /// What an exchange of tokens is priced by.
    let unit: MeterUnit
    var network: String { table.network }

    func app(of request: SignInRequest) throws(Problem) -> AppKeys {
        guard let app = request.app else { throw AppKeys.missing(network) }
        return app
    }

    /// Meta's pages hang "#_" on the code, which some browsers send along.
    func code(of callback: SignInCallback) throws(Problem) -> String {
        let code = try OAuth2.code(of: callback, network: network)
        return code.hasSuffix("#_") ? String(code.dropLast(2)) : code
    }

    func ask(_ call: Call, unit: MeterUnit, via line: any Line) async throws(Problem) -> JSONValue {
        let reply = try await line.answer(call, unit: unit, from: network)
        switch GraphAnswer(reply, table: table) {
        case .yes(let answer): return answer
        case .no(let complaint): throw problem(of: complaint)
        case .lost(let failure): throw failure.problem(asking: network)
        }
    }

    /// A code used twice or a wrong key comes as a bad parameter: the post's own words would mislead.
    private func problem(of complaint: Complaint) -> Problem {
        guard [.invalidContent, .gone].contains(table.meaning(of: complaint)) else {
            return table.problem(of: complaint)
        }
        return Problem(
            .signInRefused, "\(network) refused the sign-in.",
            do: "Start connecting the account again; if it stays so, ask whoever runs Kicau to check the app's keys.",
            cause: complaint.answer)
    }

    func token(_ call: Call, at now: Instant, scopes: [String], via line: any Line) async throws(Problem) -> Credentials
    {
        let answer = try await ask(call, unit: unit, via: line)
        // Instagram wraps its first answer into a list in some versions.
        let plain = answer["data"]?[0] ?? answer
        guard let found = OAuth2.credentials(plain, at: now) else { throw strange() }
        return Credentials(
            accessToken: found.accessToken, expires: found.expires,
            scopes: MetaSignIn.scopes(plain["permissions"]) ?? scopes)
    }

    /// A list or a text with commas, by version.
    private static func scopes(_ said: JSONValue?) -> [String]? {
        if let list = said?.array { return list.compactMap(\.string) }
        return said?.string?.split(separator: ",").map(String.init)
    }

    /// People may untick what the app asks for: without these nothing can be published.
    func needs(_ needed: [String], among granted: [String]) throws(Problem) {
        let missing = needed.filter { !granted.contains($0) }
        guard !missing.isEmpty else { return }
        throw Problem(
            .signInRefused,
            "\(network) was not allowed to let Kicau publish: \(missing.joined(separator: ", ")) is missing.",
            do: "Connect the account again and leave every box ticked.")
    }

    func strange() -> Problem {
        Problem(
            .networkAnswer, "\(network) sent an answer Kicau does not understand.",
            do: "Try again; if it stays so, check the app's keys.")
    }
}

extension Meta {
    /// Renews a long-lived token that is at least a day old. It stays good until it runs out, whatever is answered.
    static func renew(
        _ signedIn: SignedIn, base: String, grant: String, table: ErrorTable, unit: MeterUnit, now: Instant,
        via line: any Line
    ) async -> Refreshed {
        let old = signedIn.credentials
        guard let expires = old.expires, now >= expires - tokenLife + youngest else { return .notNeeded }
        let call = Call(
            .get, base + "/refresh_access_token",
            query: [("grant_type", grant), ("access_token", old.accessToken.reveal())])
        let graph = Graph(base: base, token: old.accessToken, table: table)
        switch await graph.ask(call, unit: unit, via: line) {
        case .lost(let failure): return failure.refreshed
        case .no(let complaint): return table.refreshed(of: complaint)
        case .yes(let answer):
            guard let new = OAuth2.credentials(answer, at: now, keeping: old) else {
                return table.refreshed(of: .unclear(answer, at: now))
            }
            return .renewed(
                Credentials(accessToken: new.accessToken, expires: new.expires ?? expires, scopes: old.scopes))
        }
    }

    /// Trades the first token, which lives for an hour, for one of sixty days.
    static func longLived(_ base: String, grant: String, _ first: Credentials, app: AppKeys) -> Call {
        Call(
            .get, base + "/access_token",
            query: [
                ("grant_type", grant), ("client_secret", app.clientSecret.reveal()),
                ("access_token", first.accessToken.reveal()),
            ])
    }
}

extension Identity {
    /// A yes that names nobody.
    static func unreadable(_ answer: JSONValue) -> Identity {
        .couldNotAsk(.platformBusy(answer: answer.text))
    }
}
