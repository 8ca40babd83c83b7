import Foundation
import KicauCore

/// OAuth 1.0a: three legs, and the check of each signed call.
extension XSimulator {
    func addOAuth1(to routes: inout Routes) {
        routes.on("POST", "/oauth/request_token", at: .token, requestToken)
        for path in ["/oauth/authorize", "/oauth/authenticate"] {
            routes.on("GET", path, at: .page) { call in showOAuth1(call, path) }
            routes.on("POST", path, at: .page) { call in decideOAuth1(call.form) }
        }
        routes.on("POST", "/oauth/access_token", at: .token, accessToken)
    }

    func token(of call: Call) -> String? {
        call.bearer ?? OAuth1Signature.fields(of: call[header: "authorization"] ?? "")?["oauth_token"]
    }

    /// The account behind a rightly signed call; nil when the call is not signed this way at all.
    func oauth1Signer(of call: Call) throws -> String? {
        guard let fields = OAuth1Signature.fields(of: call[header: "authorization"] ?? "") else { return nil }
        guard let value = fields["oauth_token"], case .live(let token) = ground.standing(of: value),
            let secret = token.secret
        else { throw v1Refusal(89, "Invalid or expired token.") }
        try check(call, fields, tokenSecret: secret)
        return token.account
    }

    private func check(_ call: Call, _ fields: [String: String], tokenSecret: String) throws {
        guard fields["oauth_consumer_key"] == Self.apiKey.id, fields["oauth_signature_method"] == "HMAC-SHA1" else {
            throw v1Refusal(215, "Bad Authentication data.")
        }
        let stamp = fields["oauth_timestamp"].flatMap { Int64($0) } ?? 0
        guard abs(ground.nowMs / 1000 - stamp) <= 300 else {
            throw v1Refusal(135, "Timestamp out of bounds.")
        }
        let isForm = call.contentType.lowercased().hasPrefix("application/x-www-form-urlencoded")
        let own = fields.filter { $0.key != "oauth_signature" && $0.key != "realm" }
        let signed = OAuth1Signature(
            method: call.method, address: "http://\(call[header: "host"] ?? hostOfOrigin)\(call.path)",
            parameters: own.map { Pairs.Pair(name: $0.key, value: $0.value) } + call.query.all
                + (isForm ? call.form.all : [])
        )
        let expected = signed.value(consumerSecret: Self.apiKey.secret, tokenSecret: tokenSecret)
        guard fields["oauth_signature"] == expected else { throw v1Refusal(32, "Could not authenticate you.") }
        let nonce = "\(stamp) \(fields["oauth_nonce"] ?? "")"
        let isFresh = state.change { state in
            // Those of an hour ago would be refused for their time anyway.
            if state.usedNonces.count > 10_000 { state.usedNonces = [] }
            return state.usedNonces.insert(nonce).inserted
        }
        guard isFresh else {
            throw v1Refusal(32, "Could not authenticate you.")
        }
    }

    private var hostOfOrigin: String {
        ground.origin.replacingOccurrences(of: "http://", with: "").replacingOccurrences(of: "https://", with: "")
    }

    private func v1Refusal(_ code: Int64, _ message: String) -> Refused {
        Refused(.json(["errors": [["code": .integer(code), "message": .string(message)]]], status: 401))
    }

    @Sendable private func requestToken(_ call: Call) throws -> Reply {
        guard let fields = OAuth1Signature.fields(of: call[header: "authorization"] ?? "") else {
            throw v1Refusal(215, "Bad Authentication data.")
        }
        try check(call, fields, tokenSecret: "")
        let callback = fields["oauth_callback"] ?? ""
        guard callback == "oob" || Self.apiKey.allows(callback, extra: ground.settings.redirects) else {
            throw v1Refusal(415, "Callback URL not approved for this client application.")
        }
        let token = ground.secret(27)
        let waiting = XRequestToken(secret: ground.secret(32), callback: callback)
        state.change { $0.requestTokens[token] = waiting }
        return form([
            ("oauth_token", token), ("oauth_token_secret", waiting.secret), ("oauth_callback_confirmed", "true"),
        ])
    }

    private func showOAuth1(_ call: Call, _ path: String) -> Reply {
        let token = call.query["oauth_token"] ?? ""
        guard state.read({ $0.requestTokens[token] }) != nil else {
            let page = TroublePage(look: look, title: "This request is over", text: "Go back to the app and try again.")
            return .html(page.html, status: 400)
        }
        let page = AuthorisationPage(
            look: look, app: Self.apiKey.name, asks: ["Read posts", "Post and delete posts for you"],
            people: ground.people, action: path, hidden: Pairs([.init(name: "oauth_token", value: token)])
        )
        return .html(page.html)
    }

    private func decideOAuth1(_ form: Pairs) -> Reply {
        let token = form["oauth_token"] ?? ""
        let trouble = TroublePage(look: look, title: "This request is over", text: "Go back to the app and try again.")
        guard let waiting = state.read({ $0.requestTokens[token] }) else { return .html(trouble.html, status: 400) }
        let joint = waiting.callback.contains("?") ? "&" : "?"
        guard let person = form["account"].flatMap({ ground.person($0) }) else {
            return .redirect(to: waiting.callback + joint + "denied=\(token)")
        }
        let verifier = ground.secret(32)
        state.change {
            $0.requestTokens[token]?.verifier = verifier
            $0.requestTokens[token]?.account = person.id
        }
        return .redirect(to: waiting.callback + joint + "oauth_token=\(token)&oauth_verifier=\(verifier)")
    }

    @Sendable private func accessToken(_ call: Call) throws -> Reply {
        let fields = OAuth1Signature.fields(of: call[header: "authorization"] ?? "") ?? [:]
        let name = fields["oauth_token"] ?? ""
        guard let waiting = state.read({ $0.requestTokens[name] }), let account = waiting.account,
            let person = ground.person(account), let verifier = waiting.verifier
        else { throw v1Refusal(89, "Invalid or expired token.") }
        try check(call, fields, tokenSecret: waiting.secret)
        guard (fields["oauth_verifier"] ?? call.form["oauth_verifier"]) == verifier else {
            throw v1Refusal(89, "Invalid or expired token.")
        }
        state.change { $0.requestTokens[name] = nil }
        let token = userToken(for: account)
        return form([
            ("oauth_token", token.value), ("oauth_token_secret", token.secret ?? ""), ("user_id", person.id),
            ("screen_name", person.handle),
        ])
    }

    private func userToken(for account: String) -> Token {
        ground.issue(
            .access, to: account, client: Self.apiKey.id, scopes: Array(Self.scopeWords.keys).sorted(), lifeMs: nil,
            grant: ground.secret(16), value: "\(account)-" + ground.secret(40), secret: ground.secret(45))
    }

    /// The four keys that the app's page shows to a person: made once.
    func secrets(of person: Person) -> [String: JSONValue] {
        let known = state.read { $0.userTokens[person.id] }.flatMap { ground.token($0) }
        let token = known ?? userToken(for: person.id)
        state.change { $0.userTokens[person.id] = token.value }
        return [
            "consumerKey": .string(Self.apiKey.id), "consumerSecret": .string(Self.apiKey.secret),
            "accessToken": .string(token.value), "accessTokenSecret": .string(token.secret ?? ""),
        ]
    }

    private func form(_ pairs: [(String, String)]) -> Reply {
        let text = Pairs(pairs.map { Pairs.Pair(name: $0.0, value: $0.1) }).encoded
        return .text(text, type: "text/html; charset=utf-8")
    }
}
