import KicauCore

extension SimPlatform {
    func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        let account = request.handle ?? "one"
        guard case .answer(let reply) = await ask(Request(.signIn, style, account: account), unit: "token", line),
            let credentials = SimPlatform.credentials(reply.text, request.now)
        else { throw Problem(.signInRefused, "It did not answer.", do: "Try again.") }
        let app = AppKeys(clientID: "", clientSecret: Redacted(""))
        return .done([
            FoundAccount(remoteID: account, handle: account, displayName: account, credentials: credentials, app: app)
        ])
    }

    func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] { [] }

    func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed {
        guard let token = signedIn.credentials.refreshToken else { return .notNeeded }
        let request = Request(.token, style, account: signedIn.account.remoteID, token: token.reveal())
        switch await ask(request, unit: "token", line) {
        case .lost: return .tryLater(now + .seconds(20), .platformBusy(answer: nil))
        case .answer(let reply):
            if reply.status == 400 || reply.status == 401 { return .signedOut(SimPlatform.signedOut) }
            guard reply.status == 200, let credentials = SimPlatform.credentials(reply.text, now) else {
                return .tryLater(now + .seconds(20), .platformBusy(answer: nil))
            }
            return .renewed(credentials)
        }
    }

    /// "t3 120000": the token, and how long it lives; 0 for ever.
    private static func credentials(_ text: String, _ now: Instant) -> Credentials? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, let life = Int64(words[1]) else { return nil }
        return Credentials(
            accessToken: Redacted(words[0]), refreshToken: Redacted(words[0]),
            expires: life == 0 ? nil : now + .milliseconds(life))
    }

    func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion { .deleted }

    func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        .known(
            remoteID: signedIn.account.remoteID, handle: signedIn.account.handle,
            displayName: signedIn.account.displayName, traits: [:])
    }
}
