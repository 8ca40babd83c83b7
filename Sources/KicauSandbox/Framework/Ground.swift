import Foundation
import KicauCore
import Synchronization

/// What one network stands on: its people, tokens, posts, windows, faults and clock, behind one lock.
final class Ground: Sendable {
    let platform: String
    let settings: RehearsalSettings
    let clock: any RehearsalClock
    let shelf: MediaShelf
    let fetcher: MediaFetcher
    private let state: Mutex<GroundState>
    private let origins: Mutex<String>
    private let lockers = Mutex<[String: any KeptLocker]>([:])
    private let kept: Mutex<[String: JSONValue]>
    /// Rings when something worth keeping has changed.
    let changes: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    /// Each post, reply and comment as it comes in: for who tells the app. What nobody tells is let go of.
    let news: AsyncStream<LivePost>
    let teller: AsyncStream<LivePost>.Continuation

    init(platform: String, settings: RehearsalSettings, kept saved: SavedGround? = nil) {
        self.platform = platform
        self.settings = settings
        clock = settings.clock
        shelf = MediaShelf(folder: settings.statePath.map { "\($0)/\(platform)-media" })
        fetcher = MediaFetcher()
        let seed = platform.utf8.reduce(settings.seed) { $0 &* 31 &+ UInt64($1) }
        state = Mutex(saved?.state ?? GroundState(people: People.people(on: platform), seed: seed))
        kept = Mutex(saved?.lockers ?? [:])
        origins = Mutex(settings.origins[platform] ?? "http://\(settings.host):\(settings.ports[platform] ?? 0)")
        (changes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (news, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(500))
    }

    var nowMs: Int64 { clock.nowMs() }

    /// `http://host:port` of this network, right once it listens.
    var origin: String { origins.withLock { $0 } }

    func listens(onPort port: Int) {
        guard settings.origins[platform] == nil else { return }
        origins.withLock { $0 = "http://\(settings.host):\(port)" }
    }

    func read<R: Sendable>(_ body: (GroundState) throws -> R) rethrows -> R {
        try state.withLock { try body($0) }
    }

    func change<R: Sendable>(_ body: (inout GroundState) throws -> R) rethrows -> R {
        defer { bell.yield() }
        return try state.withLock { try body(&$0) }
    }

    /// A network's own state, kept with the ground's: make it once, in the simulator's init.
    func locker<Value: Codable & Sendable>(_ name: String, _ first: Value) -> Locker<Value> {
        let saved = kept.withLock { $0[name] }
        let fitting = saved.flatMap { json in
            try? JSONDecoder().decode(Value.self, from: Data(json.bytes))  // nil: an older build's
        }
        let locker = Locker(fitting ?? first, bell: bell)
        lockers.withLock { $0[name] = locker }
        return locker
    }

    /// All that has to be kept.
    func saved() throws -> SavedGround {
        let contents = lockers.withLock { $0 }
        return SavedGround(state: read { $0 }, lockers: try contents.mapValues { try $0.content() })
    }

    /// No more changes will be rung.
    func close() { bell.finish() }
}

/// A ground as it lies on disk.
struct SavedGround: Sendable, Codable {
    let state: GroundState
    let lockers: [String: JSONValue]
}

/// The part of a ground that every network has.
struct GroundState: Sendable, Codable {
    var people: [Person]
    var posts = PostBook()
    var tokens: [String: Token] = [:]
    var codes: [String: Code] = [:]
    var clients: [String: Client] = [Client.rehearsal.id: .rehearsal]
    var windows: [String: RateWindow] = [:]
    var faults: [FaultRule] = []
    var random: SeededRandom
    var faultRandom: SeededRandom
    var lastNumber: Int64 = 0
    var lastSnowflake: Int64 = 0
    /// Nil: nothing was charged yet.
    var bill: Bill?

    init(people: [Person], seed: UInt64) {
        self.people = people
        random = SeededRandom(seed: seed)
        faultRandom = SeededRandom(seed: seed ^ 0xFA17)
    }
}
