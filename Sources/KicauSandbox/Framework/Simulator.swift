import KicauCore

/// One rehearsal network: its routes, its ways of refusing, and what the control routes need of it.
///
/// A new one is a folder beside Framework and a line in `AllSimulators.swift`.
protocol Simulator: Sendable {
    /// "x", "facebook", "instagram", "threads", "linkedin", "mastodon" or "bluesky".
    var platform: String { get }
    var ground: Ground { get }
    var look: Look { get }

    func addRoutes(to routes: inout Routes)

    /// The person behind a call, by its token: for the list of calls and for faults meant for one account.
    func caller(of call: Call) -> String?
    /// The token a call carries, so that a fault can end it.
    func token(of call: Call) -> String?
    /// "Too many calls" in the network's own form and headers.
    func rateLimited(_ call: Call, resetMs: Int64) -> Reply
    /// "Nothing is left to pay with" in the network's own form. Nil where nobody pays by the call.
    func creditsGone(_ call: Call) -> Reply?
    /// "Our fault" in the network's own form.
    func serverError(_ call: Call) -> Reply
    /// What the network says where it has no such route.
    func notFound(_ call: Call) -> Reply

    /// The JSON the token endpoint would give to this person, without a browser. Nil when there is no such person.
    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue?
    /// A new post's identity in the network's own style.
    func newPostID(at ms: Int64, by person: Person) -> String
    /// Where a browser sees the post.
    func permalink(of post: LivePost) -> String
    /// A last touch to a post put there by the control routes: what this network's own fields need.
    func seeded(_ post: LivePost) -> LivePost
    /// Somebody at the network puts another text in a post's place, or takes it down.
    func rewrite(_ post: LivePost, as text: String)
    func takeDown(_ post: LivePost)
    /// What else the control routes tell of a person here, such as a password to sign in with.
    func secrets(of person: Person) -> [String: JSONValue]
    /// Settings only this network has (a credit, a vocabulary): the control route `settings`.
    func settings() -> JSONValue
    func set(_ settings: JSONValue) -> Bool
}

extension Simulator {
    func token(of call: Call) -> String? { call.bearer ?? call.query["access_token"] ?? call.form["access_token"] }

    func caller(of call: Call) -> String? {
        guard let value = token(of: call) else { return nil }
        return ground.token(value)?.account
    }

    func creditsGone(_ call: Call) -> Reply? { nil }
    func seeded(_ post: LivePost) -> LivePost { post }
    func rewrite(_ post: LivePost, as text: String) { ground.changePost(post.id) { $0.text = text } }
    func takeDown(_ post: LivePost) { _ = ground.delete(post.id) }
    func secrets(of person: Person) -> [String: JSONValue] { [:] }
    func settings() -> JSONValue { [:] }
    func set(_ settings: JSONValue) -> Bool { false }
}
