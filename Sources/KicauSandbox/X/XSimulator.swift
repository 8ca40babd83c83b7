import Foundation
import KicauCore

/// X, as its API v2 stood in August 2026 for apps that pay per use.
struct XSimulator: Simulator {
    let platform = "x"
    let ground: Ground
    let state: Locker<XState>
    let hooks: Locker<Hooks>
    let look = Look(
        name: "X", sign: "𝕏", accent: "#0f1419", paper: "#f7f9f9", quiet: "#536471", line: "#e6ecf0", round: "18px"
    )

    init(_ ground: Ground) {
        self.ground = ground
        state = ground.locker("x", XState())
        hooks = ground.locker("x-hooks", Hooks())
    }

    var words: XVocabulary { state.read { $0.settings.vocabulary } }

    func addRoutes(to routes: inout Routes) {
        for path in ["/i/oauth2/authorize", "/2/oauth2/authorize"] { desk(path).addRoutes(to: &routes) }
        routes.on("POST", "/2/oauth2/token", at: .token, token)
        routes.on("POST", "/2/oauth2/revoke", at: .token, revoke)
        routes.on("POST", "/oauth2/token", at: .token, appToken)
        addOAuth1(to: &routes)

        routes.on("POST", "/2/tweets", at: .commit, create)
        routes.on("GET", "/2/tweets", at: .read, lookUpMany)
        routes.on("GET", "/2/tweets/{id}", at: .read, lookUpOne)
        routes.on("DELETE", "/2/tweets/{id}", at: .delete, delete)
        routes.on("GET", "/2/users/me", at: .read, me)
        routes.on("GET", "/2/users/by/username/{username}", at: .read, userByName)
        routes.on("GET", "/2/users/{id}/tweets", at: .read, timeline)
        routes.on("GET", "/2/users/{id}/mentions", at: .read, mentions)
        routes.on("GET", "/2/users", at: .read, usersByID)
        routes.on("PUT", "/2/tweets/{tweet_id}/hidden", at: .comment, hide)
        routes.on("GET", "/2/usage/tweets", at: .read, usage)
        addWebhooks(to: &routes)

        routes.on("POST", "/2/media/upload", at: .upload, uploadWhole)
        routes.on("GET", "/2/media/upload", at: .upload, uploadStatus)
        routes.on("POST", "/2/media/upload/initialize", at: .upload, initialize)
        routes.on("POST", "/2/media/upload/{id}/append", at: .upload, append)
        routes.on("POST", "/2/media/upload/{id}/finalize", at: .upload, finalize)
        routes.on("POST", "/2/media/metadata", at: .upload, describe)
        routes.on("POST", "/2/media/subtitles", at: .upload, subtitle)

        routes.on("GET", "/i/web/status/{id}", at: .page, page)
        routes.on("GET", "/{handle}/status/{id}", at: .page, page)
    }

    func newPostID(at ms: Int64, by person: Person) -> String {
        String(ground.snowflake(at: ms, epochMs: 1_288_834_974_657))
    }

    func permalink(of post: LivePost) -> String { "\(ground.origin)/\(post.handle)/status/\(post.id)" }

    func rateLimited(_ call: Call, resetMs: Int64) -> Reply {
        let form = state.read { $0.settings.rateLimitForm }
        let standing = RateStanding(limit: 100, remaining: 0, resetMs: resetMs, isAllowed: false)
        return XTrouble.tooMany(form, standing).reply(words)
    }

    func creditsGone(_ call: Call) -> Reply? { XTrouble.creditsDepleted.reply(words) }
    func serverError(_ call: Call) -> Reply { XTrouble.unavailable.reply(words) }
    func notFound(_ call: Call) -> Reply { XTrouble.noSuchPath.reply(words) }

    func seeded(_ post: LivePost) -> LivePost { linked(led(post)) }

    func settings() -> JSONValue { JSONValue(of: state.read { $0.settings }) }

    func set(_ settings: JSONValue) -> Bool {
        guard case .object(let wanted) = settings, case .object(var members) = self.settings() else { return false }
        let known: Set<String> = [
            "vocabulary", "rateLimitForm", "creditMicroUSD", "monthlyReadCap", "premium", "appOwner",
            "duplicateWindowMs", "limits", "plan", "priceChanges", "billsRepeats",
        ]
        guard known.isSuperset(of: wanted.keys) else { return false }
        members.merge(wanted) { _, new in new }
        let bytes = Data(JSONValue.object(members).bytes)
        guard let decoded = try? JSONDecoder().decode(XSettings.self, from: bytes)  // a wrong kind: no such setting
        else { return false }
        state.change { $0.settings = decoded }
        return true
    }

    @Sendable private func page(_ call: Call) -> Reply {
        guard let post = ground.livePost(call["id"]) else {
            let page = TroublePage(look: look, title: "This post is not here", text: "It was deleted, or never was.")
            return .html(page.html, status: 404)
        }
        return .html(PermalinkPage(self, post).html)
    }

    func refused(_ trouble: XTrouble) -> Refused { Refused(trouble.reply(words)) }
}
