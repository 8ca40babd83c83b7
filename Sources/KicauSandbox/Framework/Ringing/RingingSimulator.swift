import Foundation

/// A network that calls an app when somebody speaks to an account of its.
protocol RingingSimulator: Simulator {
    var hooks: Locker<Hooks> { get }

    /// What an address is asked before it is called.
    func challenge(_ hook: Hook) -> HookChallenge
    /// What is said about something new, one body a call. Only accounts that are subscribed are spoken of.
    func calls(about post: LivePost, to accounts: Set<String>) -> [Data]
    /// The header by which the app knows who calls.
    func signature(of body: Data) -> Reply.Header
    /// After how long a call that was not taken comes again, each time since the one before.
    var repeatsMs: [Int64] { get }
    /// Whether a person can be subscribed to: everybody, or what has a page.
    func isTold(of person: Person) -> Bool
}

/// A question to which only the app knows the answer.
struct HookChallenge: Sendable {
    let query: Pairs
    let isRight: @Sendable (Data) -> Bool
}

extension RingingSimulator {
    func isTold(of person: Person) -> Bool { true }

    /// Puts an address in the place of the one before, once it has shown that it is the app's.
    func register(_ url: String, word: String = "") async throws(HookRefusal) -> Hook {
        guard Hook.isNear(url) else { throw .far }
        let hook = Hook(
            id: String(ground.nextNumber(base: 1_990_000_000_000_000_000)), url: url, word: word,
            createdMs: ground.nowMs)
        try await prove(hook)
        hooks.change { $0.hook = hook }
        return hook
    }

    func prove(_ hook: Hook) async throws(HookRefusal) {
        let challenge = challenge(hook)
        guard let answer = await HookCaller().ask(hook.url, challenge.query), answer.status == 200 else {
            throw .silent
        }
        guard challenge.isRight(answer.body) else { throw .wrong }
    }

    @discardableResult
    func subscribe(_ account: String, to fields: [String]? = nil) -> HookSubscription {
        let id = String(ground.nextNumber(base: 1_991_000_000_000_000_000))
        let now = ground.nowMs
        return hooks.change { $0.subscribe(account, to: fields, as: id, at: now) }
    }
}
