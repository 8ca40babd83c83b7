import KicauCore

/// The authorise step of OAuth 2.0, alike on most networks: page, button, code, back to the app.
struct AuthorisationDesk: Sendable {
    let ground: Ground
    let look: Look
    /// Where the page is, for example "/oauth/authorize".
    let path: String
    let pkce: PKCE
    let codeLifeMs: Int64
    var scopeSeparator: Character = " "
    /// What a scope lets the app do, in words; one without words is shown as it is.
    var words: [String: String] = [:]
    /// Who may sign in here; pages and organisations usually do not.
    var isShown: @Sendable (Person) -> Bool = { $0.kind == .person }

    enum PKCE: Sendable {
        case required, optional
        /// The network has no such thing: a challenge that is sent is not looked at.
        case unknown
    }

    func addRoutes(to routes: inout Routes) {
        routes.on("GET", path, at: .page) { call in show(call.query) }
        routes.on("POST", path, at: .page) { call in decide(call.form) }
    }

    private func show(_ asked: Pairs) -> Reply {
        switch check(asked) {
        case .trouble(let reply): return reply
        case .fine(let client):
            let page = AuthorisationPage(
                look: look, app: client.name, asks: scopes(asked).map { words[$0] ?? $0 },
                people: ground.people.filter(isShown), action: path, hidden: asked
            )
            return .html(page.html)
        }
    }

    private func decide(_ form: Pairs) -> Reply {
        switch check(form) {
        case .trouble(let reply): return reply
        case .fine(let client):
            let redirect = form["redirect_uri"] ?? ""
            guard form["decision"] != "deny" else { return back(to: redirect, form, [("error", "access_denied")]) }
            guard let person = form["account"].flatMap({ ground.person($0) }), isShown(person) else {
                return trouble("Nobody was chosen", "Go back and choose who you are.")
            }
            let code = Code(
                value: ground.secret(64), account: person.id, client: client.id, redirect: redirect,
                scopes: scopes(form), challenge: pkce == .unknown ? nil : form["code_challenge"],
                challengeMethod: form["code_challenge_method"], expiresMs: ground.nowMs + codeLifeMs
            )
            ground.keep(code)
            return back(to: redirect, form, [("code", code.value)])
        }
    }

    private enum Check {
        case fine(Client)
        case trouble(Reply)
    }

    /// A wrong client or address is shown to the person: to send them on would hand a stranger the answer.
    private func check(_ asked: Pairs) -> Check {
        guard let id = asked["client_id"], let client = ground.client(id) else {
            return .trouble(trouble("This app is not known here", "The client id in the address is not registered."))
        }
        let redirect = asked["redirect_uri"] ?? ""
        guard client.allows(redirect, extra: ground.settings.redirects) else {
            let text = "The address to come back to is not registered for \(client.name): \(redirect)"
            return .trouble(trouble("This address is not allowed", text))
        }
        guard asked["response_type"] == "code" else {
            return .trouble(back(to: redirect, asked, [("error", "unsupported_response_type")]))
        }
        let method = asked["code_challenge_method"]
        let hasChallenge = !(asked["code_challenge"] ?? "").isEmpty
        switch pkce {
        case .required where !hasChallenge || (method != "S256" && method != "plain"):
            return .trouble(back(to: redirect, asked, [("error", "invalid_request")]))
        case .required, .optional, .unknown: return .fine(client)
        }
    }

    private func scopes(_ asked: Pairs) -> [String] {
        (asked["scope"] ?? "").split(separator: scopeSeparator).map(String.init)
    }

    private func back(to redirect: String, _ asked: Pairs, _ answer: [(String, String)]) -> Reply {
        var pairs = answer.map { Pairs.Pair(name: $0.0, value: $0.1) }
        if let state = asked["state"] { pairs.append(Pairs.Pair(name: "state", value: state)) }
        return .redirect(to: redirect + (redirect.contains("?") ? "&" : "?") + Pairs(pairs).encoded)
    }

    private func trouble(_ title: String, _ text: String) -> Reply {
        .html(TroublePage(look: look, title: title, text: text).html, status: 400)
    }
}
