public import KicauCore
import Synchronization

/// A network in memory: takes calls as a `Line`, keeps what was posted, and misbehaves as told.
public final class FakeNetwork: Line {
    /// How the next commit ends. Without one it is taken and answered.
    public enum Twist: Sendable {
        /// As without a twist: it only takes a turn.
        case landing
        case takenThenSilent
        case silentBefore
        case refused
        case busyFor(Duration)
        case signedOut
        /// It wants to be paid first.
        case unpaid
        case duplicate
        /// It says that it has this already, and names a post.
        case duplicateOf(String)
        case serverErrorAfter
        case serverErrorBefore
        case unreachable
        /// Taken long after the caller has given up.
        case takenLater(Duration)
        case garbage
    }

    public struct Posted: Sendable, Hashable {
        public let text: String
        public let at: Instant
        public let parent: String?
    }

    private struct State {
        var twists: [Twist] = []
        var posted: [Posted] = []
        var late: [(at: Instant, post: Posted)] = []
        var commits = 0
        var calls: [String] = []
        var isBlind = false
        var uploads = 0
        var readTwists: [Twist] = []
        var reads = 0
        var likes: Int64 = 0
        var followers = 0
        var counts = 0
        var appReads: Int?
        var usageAsked = 0
        /// What became of posts since, by their names: nil is deleted.
        var fates: [String: String?] = [:]
        var said: [String] = []
        var saidStatus = 200
        var deeds: [String] = []
        var mentions: [String: String] = [:]
        var hintsRead: [String] = []
        var hintStatus: Int?
        var bell = Bell.silent
        var bellAsked: [String] = []
        var people: [String] = []
        var lookUps: [String] = []
    }

    private let state = Mutex(State())
    private let time: HandTime

    public init(time: HandTime) { self.time = time }

    public func twist(_ twists: Twist...) { state.withLock { $0.twists += twists } }
    /// Its own listing shows nothing, as lagging ones do.
    public func goBlind(_ blind: Bool = true) { state.withLock { $0.isBlind = blind } }
    public func twistRead(_ twists: Twist...) { state.withLock { $0.readTwists += twists } }
    public var reads: Int { state.withLock { $0.reads } }
    /// How often each of its posts is liked by now.
    public func like(_ times: Int64) { state.withLock { $0.likes = times } }
    public var likes: Int64 { state.withLock { $0.likes } }
    /// So many follow the account by now.
    public func follow(_ count: Int) { state.withLock { $0.followers = count } }
    /// So much the app has read by now; nil: it is not told.
    public func countReads(_ count: Int?) { state.withLock { $0.appReads = count } }
    public var usageAsked: Int { state.withLock { $0.usageAsked } }
    /// How often it was asked for them.
    public var counts: Int { state.withLock { $0.counts } }
    /// Somebody changes a post by hand; without a text it is deleted.
    public func meddle(_ name: String, text: String?) { state.withLock { $0.fates[name] = .some(text) } }
    /// Somebody says something: about a post of ours, or just naming us.
    public func say(_ id: String, by handle: String, _ text: String, about post: String? = nil) {
        state.withLock { $0.said.append("\(id)\t\(post ?? "-")\t\(handle)\t\(text)") }
    }
    /// Somebody names us where no list shows it; only its number finds it.
    public func mention(_ number: String, by handle: String, _ text: String) {
        state.withLock { $0.mentions[number] = "\(handle)\t\(text)" }
    }
    /// The numbers that were looked up, the newest last.
    public var hintsRead: [String] { state.withLock { $0.hintsRead } }

    /// Whether it calls when somebody speaks.
    public enum Bell: Sendable {
        case silent, ringing
        /// It says yes to being asked, and forgets it.
        case forgetful
        case forbidden, down
    }

    public func set(bell: Bell) { state.withLock { $0.bell = bell } }
    /// What it was asked about calling: "look", "ask".
    public var bellAsked: [String] { state.withLock { $0.bellAsked } }

    private func bell(_ request: Call) -> Reply {
        state.withLock { state in
            let isAsked = request.method == .post
            state.bellAsked.append(isAsked ? "ask" : "look")
            switch state.bell {
            case .forbidden: return reply(403, "")
            case .down: return reply(503, "")
            case .forgetful: return reply(200, "no")
            case .ringing: return reply(200, "yes")
            case .silent:
                if isAsked { state.bell = .ringing }
                return reply(200, isAsked ? "yes" : "no")
            }
        }
    }

    private func hinted(_ number: String) -> Reply {
        let (status, line) = state.withLock { state in
            state.hintsRead.append(number)
            return (state.hintStatus ?? state.saidStatus, state.mentions[number])
        }
        return status == 200 ? line.map { reply(200, $0) } ?? reply(404, "") : reply(status, "")
    }

    /// How it answers to whoever listens.
    public func saying(_ status: Int) { state.withLock { $0.saidStatus = status } }
    /// How it answers to whoever looks a number up; nil: as to whoever listens.
    public func answeringHints(_ status: Int?) { state.withLock { $0.hintStatus = status } }
    /// What was liked and hidden: "like said-1".
    public var deeds: [String] { state.withLock { $0.deeds } }
    public var posted: [Posted] {
        land()
        return state.withLock { $0.posted }
    }
    public var commits: Int { state.withLock { $0.commits } }
    public var uploads: Int { state.withLock { $0.uploads } }

    private func land() {
        let now = time.now()
        state.withLock { state in
            state.posted += state.late.filter { $0.at <= now }.map(\.post)
            state.late.removeAll { $0.at <= now }
        }
    }

    public func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        land()
        switch (request.method, request.url) {
        case (.post, "fake:upload"): return upload()
        case (.post, "fake:post"): return try commit(request)
        case (.get, "fake:posts"): return listing()
        case (.get, let url) where url.hasPrefix("fake:posts/"): return try read(String(url.dropFirst(11)))
        case (.get, "fake:me"):
            let followers = state.withLock { state in
                state.counts += 1
                return state.followers
            }
            return reply(200, String(followers))
        case (.get, "fake:usage"):
            let reads = state.withLock { state in
                state.usageAsked += 1
                return state.appReads
            }
            return reads.map { reply(200, String($0)) } ?? reply(403, "no")
        case (.get, "fake:said"):
            let (status, lines) = state.withLock { ($0.saidStatus, $0.said) }
            return reply(status, lines.joined(separator: "\n"))
        case (.get, let url) where url.hasPrefix("fake:hint/"): return hinted(String(url.dropFirst(10)))
        case (_, "fake:bell"): return bell(request)
        case (.post, "fake:deed"), (.post, "fake:edit"): return change(request)
        case (.get, "fake:people"): return people(request)
        default: return reply(404, "{}")
        }
    }

    /// Adds somebody who can be found by their handle.
    public func knows(_ handle: String, as name: String) { state.withLock { $0.people.append("\(handle)\t\(name)") } }

    /// The names that were looked for, the newest last.
    public var lookUps: [String] { state.withLock { $0.lookUps } }

    private func people(_ request: Call) -> Reply {
        let name = request.query.first { $0.0 == "name" }?.1 ?? ""
        let found = state.withLock { state in
            state.lookUps.append(name)
            return state.people.filter { $0.hasPrefix(name) }
        }
        return reply(200, found.joined(separator: "\n"))
    }

    private func change(_ request: Call) -> Reply {
        guard case .form(let fields) = request.body, let id = fields.first(where: { $0.0 == "id" })?.1 else {
            return reply(400, "")
        }
        state.withLock { state in
            if let deed = fields.first(where: { $0.0 == "deed" })?.1 { state.deeds.append("\(deed) \(id)") }
            if let text = fields.first(where: { $0.0 == "text" })?.1 { state.fates[id] = .some(text) }
        }
        return reply(200, "")
    }

    private func read(_ name: String) throws(LineFailure) -> Reply {
        let (twist, text) = state.withLock { state -> (Twist?, String?) in
            state.reads += 1
            let number = Int(name.dropFirst(5)).map { $0 - 1 } ?? -1
            let posted = state.posted.indices.contains(number) ? state.posted[number].text : nil
            let text = state.fates[name] ?? posted
            return (state.readTwists.isEmpty ? nil : state.readTwists.removeFirst(), text)
        }
        switch twist {
        case nil: return text.map { reply(200, $0, counted: likes) } ?? reply(404, "gone")
        case .signedOut: return reply(401, "")
        case .unreachable: throw .neverLeft(retryAt: time.now() + .seconds(30), .unreachable("no route"))
        default: return reply(503, "oops")
        }
    }

    private func upload() -> Reply {
        let number = state.withLock { state in
            state.uploads += 1
            return state.uploads
        }
        return reply(200, "media-\(number)")
    }

    private func commit(_ request: Call) throws(LineFailure) -> Reply {
        let twist = state.withLock { state -> Twist? in
            state.commits += 1
            return state.twists.isEmpty ? nil : state.twists.removeFirst()
        }
        guard case .form(let fields) = request.body, let text = fields.first(where: { $0.0 == "text" })?.1 else {
            return reply(400, "")
        }
        let post = Posted(text: text, at: time.now(), parent: fields.first { $0.0 == "parent" }?.1)
        switch twist {
        case nil, .landing: return reply(201, take(post))
        case .takenThenSilent:
            _ = take(post)
            throw .noAnswer(Trace(what: "the connection closed before an answer", at: time.now()))
        case .silentBefore: throw .noAnswer(Trace(what: "the connection closed before an answer", at: time.now()))
        case .refused: return reply(400, "not allowed here")
        case .busyFor(let wait): return reply(429, String(wait.inMilliseconds))
        case .signedOut: return reply(401, "")
        case .unpaid: return reply(402, "no credits left")
        case .duplicate: return reply(409, "duplicate")
        case .duplicateOf(let name): return reply(422, name)
        case .serverErrorAfter:
            _ = take(post)
            return reply(503, "oops")
        case .serverErrorBefore: return reply(503, "oops")
        case .unreachable: throw .neverLeft(retryAt: time.now() + .seconds(30), .unreachable("no route"))
        case .takenLater(let wait):
            state.withLock { $0.late.append((time.now() + wait, post)) }
            throw .noAnswer(Trace(what: "the call took longer than it may", at: time.now()))
        case .garbage:
            _ = take(post)
            return reply(200, "<html>")
        }
    }

    private func take(_ post: Posted) -> String {
        state.withLock { state in
            state.posted.append(post)
            return "post-\(state.posted.count)"
        }
    }

    private func listing() -> Reply {
        let lines = state.withLock { state in
            state.isBlind
                ? []
                : state.posted.enumerated().map { "post-\($0.offset + 1)\t\($0.element.at.ms)\t\($0.element.text)" }
        }
        return reply(200, lines.joined(separator: "\n"))
    }

    private func reply(_ status: Int, _ body: String, counted likes: Int64 = 0) -> Reply {
        let headers = likes == 0 ? [] : [("likes", String(likes))]
        return Reply(status: status, headers: headers, body: Array(body.utf8), at: time.now())
    }
}
