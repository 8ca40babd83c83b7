public import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle
import Synchronization

/// Sends each reader the digest of the day, once, at their hour. If it does not come, the scheduler is not running.
public struct DigestRound: Service {
    /// What a digest says in one language, or to a program.
    public struct Writer: Sendable {
        public let letter: @Sendable (DayAhead, _ to: String, _ language: String) -> Letter
        public let json: @Sendable (DayAhead) -> JSONValue

        public init(
            letter: @escaping @Sendable (DayAhead, _ to: String, _ language: String) -> Letter,
            json: @escaping @Sendable (DayAhead) -> JSONValue
        ) {
            self.letter = letter
            self.json = json
        }
    }

    /// An address that gets every workspace's digest, and the line that reaches it.
    public struct Webhook: Sendable {
        public let url: String
        public let line: any Line

        public init(url: String, line: any Line) {
            self.url = url
            self.line = line
        }
    }

    private let kit: Kit
    private let publishing: Publishing
    private let writer: Writer
    private let postman: (any Postman)?
    private let webhook: Webhook?
    private let patience = Patience()

    public init(kit: Kit, writer: Writer, postman: (any Postman)?, webhook: Webhook?) {
        self.kit = kit
        publishing = Publishing(kit: kit)
        self.writer = writer
        self.postman = postman
        self.webhook = webhook
    }

    private static let every = Duration.seconds(30)
    /// After a refusal: a server that is asked too often locks its door.
    static let again = Duration.minutes(10)
    /// The hour of a webhook, in each workspace's zone.
    static let webhookHour = 7
    private static let webhookReader = "webhook"

    public func run() async throws {
        await takeTurns(every: DigestRound.every) { await turn() }
    }

    func turn() async {
        do {
            let now = kit.time.now()
            try await kit.store.write { try $0.forgetDigestClaims(before: now - .days(7)) }
            if let postman {
                for wish in try await kit.store.read({ try $0.digestWishes() }) { try await mail(wish, by: postman) }
            }
            if let webhook {
                for workspace in try await kit.store.read({ try $0.allWorkspaces() }) {
                    try await call(webhook, about: workspace)
                }
            }
        } catch {
            note("The database could not be read.", cause: error)
        }
    }

    /// The day, on the workspace's wall, whose digest is due; nil before its hour.
    static func day(at now: Instant, hour: Int, zone: String) -> String? {
        // A zone this machine no longer knows: in UTC it still comes once a day.
        guard let rules = Zones.known(zone) ?? Zones.known("UTC") else { return nil }
        let fields = WallFields(at: now, in: rules)
        guard fields.hour >= hour else { return nil }
        return fields.dayText
    }

    private func mail(_ wish: DigestWishRow, by postman: any Postman) async throws {
        let caller = Caller(user: wish.user, workspace: wish.workspace, role: wish.role)
        try await once(for: "user \(wish.user.id)", hour: wish.hour, caller) { digest in
            await postman.post(writer.letter(digest, wish.user.email, wish.language))
        }
    }

    private func call(_ webhook: Webhook, about workspace: Workspace) async throws {
        let caller = Caller(user: nil, workspace: workspace, role: .viewer)
        try await once(for: DigestRound.webhookReader, hour: DigestRound.webhookHour, caller) { digest in
            let call = Call(.post, webhook.url, body: .json(writer.json(digest)), deadline: .seconds(20))
            return await webhook.line.post(call, unit: MeterUnit("digest"))
        }
    }

    /// The claim is written before anything is sent, so that two nodes, or two starts, bring one digest. Only what
    /// certainly did not leave is tried again, some minutes later.
    private func once(
        for reader: String, hour: Int, _ caller: Caller, _ send: (DayAhead) async -> Posting
    ) async throws {
        let now = kit.time.now()
        let workspace = caller.workspace
        guard let day = DigestRound.day(at: now, hour: hour, zone: workspace.zone) else { return }
        let name = "\(workspace.id) \(reader) \(day)"
        guard patience.allows(name, at: now),
            try await kit.store.write({ try $0.claimDigest(for: reader, on: day, in: workspace.id, at: now) })
        else { return }
        switch await written(for: caller, send) {
        case .taken: note(nil)
        case .unknown(let why): note(why)
        case .refused(let why):
            try await kit.store.write { try $0.releaseDigest(for: reader, on: day, in: workspace.id) }
            patience.wait(name, until: now + DigestRound.again)
            note(why)
        }
    }

    private func written(for caller: Caller, _ send: (DayAhead) async -> Posting) async -> Posting {
        do {
            return await send(try await publishing.dayAhead(for: caller))
        } catch {
            return .refused(why: "the plan could not be read: \(error)")
        }
    }

    private func note(_ why: String?, cause: (any Error)? = nil) {
        guard kit.alarm.noteDigest(failed: why, at: kit.time.now()), let why else { return }
        kit.log.error(
            "the digest could not be sent", metadata: ["why": "\(why)", "error": "\(cause.map { "\($0)" } ?? "")"])
    }
}

/// Which digests have to wait before they are tried again.
private final class Patience: Sendable {
    private let ends = Mutex<[String: Instant]>([:])

    func allows(_ name: String, at now: Instant) -> Bool { ends.withLock { now >= $0[name] ?? now } }

    func wait(_ name: String, until end: Instant) {
        ends.withLock { ends in
            ends = ends.filter { $0.value > end - .days(1) }
            ends[name] = end
        }
    }
}
