import KicauCore

/// Asking a person whether an app may act for them.
extension MastodonSimulator {
    static let outOfBand = "urn:ietf:wg:oauth:2.0:oob"
    private static let path = "/oauth/authorize"

    func addAuthorisationRoutes(to routes: inout Routes) {
        routes.on("GET", "/oauth/authorize/native", at: .page, nativePage)
        routes.on("GET", Self.path, at: .page) { try show($0.query) }
        routes.on("POST", Self.path, at: .page) { try decide($0.form) }
    }

    /// An app's request that may be shown to a person.
    private struct Request {
        let client: Client
        let redirect: String
        let scopes: [String]
        let state: String?
        let challenge: String?
    }

    private func show(_ asked: Pairs) throws -> Reply {
        let request = try check(asked)
        let page = AuthorisationPage(
            look: look, app: request.client.name, asks: request.scopes.map { Self.words[$0] ?? $0 },
            people: ground.people, action: Self.path, hidden: asked
        )
        return .html(page.html)
    }

    private func decide(_ form: Pairs) throws -> Reply {
        let request = try check(form)
        guard form["decision"] != "deny" else {
            let sentence = "The resource owner or authorization server denied the request."
            return back(request, [("error", "access_denied"), ("error_description", sentence)])
        }
        guard let person = form["account"].flatMap({ ground.person($0) }) else {
            throw trouble("Nobody was chosen: go back and choose who you are.")
        }
        let code = Code(
            value: ground.secret(43), account: person.id, client: request.client.id, redirect: request.redirect,
            scopes: request.scopes, challenge: request.challenge,
            challengeMethod: request.challenge.map { _ in "S256" },
            expiresMs: ground.nowMs + 600_000
        )
        ground.keep(code)
        return back(request, [("code", code.value)])
    }

    /// A wrong client, address or scope is shown to the person: to send them on would hand a stranger the answer.
    private func check(_ asked: Pairs) throws -> Request {
        guard let client = asked["client_id"].flatMap({ ground.client($0) }) else {
            throw trouble(
                "Client authentication failed due to unknown client, no client authentication included, or "
                    + "unsupported authentication method.")
        }
        let redirect = asked["redirect_uri"] ?? ""
        let isNative = redirect == Self.outOfBand && client.redirects.isEmpty
        guard isNative || client.allows(redirect, extra: ground.settings.redirects) else {
            throw trouble("The requested redirect uri is malformed or doesn't match client redirect URI.")
        }
        guard asked["response_type"] == "code" else {
            throw trouble("The authorization server does not support this response type.")
        }
        let scopes = (asked["scope"] ?? "read").split(separator: " ").map(String.init)
        let registered = store.read { $0.appScopes[client.id] } ?? Self.scopes
        guard !scopes.isEmpty, scopes.allSatisfy({ Self.allows(registered, $0) && plays.knows(scope: $0) }) else {
            throw trouble("The requested scope is invalid, unknown, or malformed.")
        }
        let challenge = asked["code_challenge"].flatMap { $0.isEmpty ? nil : $0 }
        guard challenge == nil || asked["code_challenge_method"] == "S256" else {
            throw trouble("The code_challenge_method must be S256.")
        }
        return Request(
            client: client, redirect: redirect, scopes: scopes, state: asked["state"], challenge: challenge)
    }

    private func back(_ request: Request, _ answer: [(String, String)]) -> Reply {
        var pairs = answer.map { Pairs.Pair(name: $0.0, value: $0.1) }
        if let state = request.state { pairs.append(Pairs.Pair(name: "state", value: state)) }
        let place = request.redirect == Self.outOfBand ? "\(ground.origin)\(Self.path)/native" : request.redirect
        return .redirect(to: place + (place.contains("?") ? "&" : "?") + Pairs(pairs).encoded)
    }

    /// For an app that cannot be sent back to: the person carries the code.
    @Sendable private func nativePage(_ call: Call) async throws -> Reply {
        guard let code = call.query["code"] else { throw trouble("The app was not authorised.") }
        let body = """
            <div class="card"><h1>Your authorisation code</h1><p>Copy it and paste it into the app.</p>\
            <p><code>\(Sheet.escaped(code))</code></p></div>
            """
        return .html(Sheet(look: look, title: "Authorisation code", body: body).html)
    }

    private func trouble(_ text: String) -> Refused {
        Refused(.html(TroublePage(look: look, title: "An error has occurred", text: text).html, status: 400))
    }

    private static let words = [
        "profile": "See who you are", "read": "Read all of your account's data", "read:accounts": "See account details",
        "read:notifications": "See your notifications", "read:statuses": "See all posts",
        "write": "Change all of your account's data", "write:media": "Upload media", "write:statuses": "Publish posts",
    ]
}
