/// The networks' own truth: what stands there, whoever was told.
final class Server: Sendable {
    struct Standing: Sendable {
        let id: String
        let account: String
        let style: Style
        let key: String
        let text: String
        let parent: String?
        let at: Int64
    }

    private struct Container {
        let account: String
        let readyAt: Int64
        let diesAt: Int64
        var published: String?
    }

    private struct State {
        var standing: [Standing] = []
        var containers: [Container] = []
        /// By account: the number of the token that is taken. Each account begins with its first.
        var tokens: [String: Int] = [:]
        /// Tokens that died before their time; their refresh tokens live on.
        var dead: Set<String> = []
    }

    private let state = Cell(State())
    private let loop: Loop
    private let weather: Weather
    private let isCalm: @Sendable () -> Bool
    private let landed: @Sendable (Standing) -> Void

    init(
        loop: Loop, weather: Weather, isCalm: @escaping @Sendable () -> Bool,
        landed: @escaping @Sendable (Standing) -> Void
    ) {
        self.loop = loop
        self.weather = weather
        self.isCalm = isCalm
        self.landed = landed
    }

    func standing(_ key: String) -> [Standing] { state.value.standing.filter { $0.key == key } }

    /// It dies before its time; with `refreshToo`, only a person can get another.
    func killToken(of account: String, refreshToo: Bool) {
        if refreshToo {
            state.value.tokens[account, default: 1] += 1
        } else {
            state.value.dead.insert(account + token(of: account))
        }
    }

    /// What the network answers when a request arrives.
    func take(_ request: Request) -> (status: Int, body: String) {
        if request.kind == .signIn { return (200, issue(request.account)) }
        if request.kind == .token { return refresh(request) }
        guard request.token == token(of: request.account), !state.value.dead.contains(request.account + request.token)
        else { return (401, "") }
        switch request.kind {
        case .commit: return commit(request)
        case .stage: return stage(request)
        case .container: return container(request)
        case .key: return read(standing(request.key))
        case .list: return read(visible(to: request))
        case .token, .signIn: return (404, "")
        }
    }

    private func commit(_ request: Request) -> (status: Int, body: String) {
        if let parent = request.parent, !state.value.standing.contains(where: { $0.id == parent }) {
            return (400, "no such parent")
        }
        if let media = request.media, let number = Int(media) {
            guard state.value.containers[number].diesAt > loop.now else { return (410, "what was staged is gone") }
            if let done = state.value.containers[number].published { return (422, done) }
        }
        if request.style == .keyed, let first = standing(request.key).first { return (201, first.id) }
        let twin = state.value.standing.first { $0.account == request.account && $0.text == request.text }
        if let twin, request.style == .answersTwice { return (422, twin.id) }
        if twin != nil, request.style == .weak, weather.refusesTwins { return (409, "duplicate") }
        return (201, publish(request))
    }

    private func publish(_ request: Request) -> String {
        let post = Standing(
            id: "\(request.account)/\(state.value.standing.count + 1)", account: request.account, style: request.style,
            key: request.key, text: request.text, parent: request.parent, at: loop.now)
        state.value.standing.append(post)
        if request.style == .staged, let media = request.media, let number = Int(media) {
            state.value.containers[number].published = post.id
        }
        landed(post)
        return post.id
    }

    private func stage(_ request: Request) -> (status: Int, body: String) {
        let isHard = !isCalm()
        let isShort = isHard && weather.hasShortStaging
        let life: Int64 = isShort ? loop.draw { $0.between(20_000, 240_000) } : 86_400_000
        let work: Int64 = request.style == .staged && isHard ? loop.draw { $0.pick([0, 0, 4_000, 20_000]) } : 0
        state.value.containers.append(
            Container(account: request.account, readyAt: loop.now + work, diesAt: loop.now + life))
        return (200, "\(state.value.containers.count - 1) \(life)")
    }

    private func container(_ request: Request) -> (status: Int, body: String) {
        guard let number = request.media.flatMap({ Int($0) }) else { return (404, "") }
        let container = state.value.containers[number]
        if let published = container.published { return (200, "published \(published)") }
        if container.diesAt <= loop.now { return (200, "expired") }
        return (200, container.readyAt <= loop.now ? "finished \(container.diesAt - loop.now)" : "working")
    }

    private func visible(to request: Request) -> [Standing] {
        let lag = isCalm() ? 0 : weather.listingLag
        return state.value.standing.filter { $0.account == request.account && $0.at + lag <= loop.now }
    }

    private func read(_ posts: [Standing]) -> (status: Int, body: String) {
        (200, posts.map { "\($0.id)\t\($0.at + NodeClock.begin)\t\($0.text)" }.joined(separator: "\n"))
    }

    // Tokens: "t3" is the account's third; the refresh token has the same number and works once.

    private func token(of account: String) -> String { "t\(state.value.tokens[account, default: 1])" }

    private func issue(_ account: String) -> String {
        state.value.tokens[account, default: 1] += 1
        let isShort = weather.hasShortTokens && !isCalm()
        return "\(token(of: account)) \(isShort ? loop.draw { $0.between(100_000, 400_000) } : 0)"
    }

    private func refresh(_ request: Request) -> (status: Int, body: String) {
        request.token == token(of: request.account) ? (200, issue(request.account)) : (400, "invalid_grant")
    }
}
