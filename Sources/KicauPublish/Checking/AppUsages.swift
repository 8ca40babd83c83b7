public import KicauCore
import KicauStore

/// What the networks count of the operator's developer apps: kept from one asking to the next, as nobody's in particular.
public struct AppUsages: Sendable {
    let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    /// Once it is asked for, so long nothing is asked by itself.
    private static let every = Duration.days(1)
    /// Whoever dies while he asks leaves it to others after that. What needs no call is looked at again as soon.
    private static let patience = Duration.hours(1)
    /// A person who presses twice is shown what came of the first time.
    private static let pause = Duration.minutes(1)

    /// Of the networks that tell it, and that the workspace has an account on.
    public func list(for caller: Caller) async throws -> [AppUsageDetail] {
        try caller.must(.look)
        let platforms = platforms
        return try await kit.store.read { tx in
            let ours = Set(try tx.accounts(in: caller.workspace.id).map(\.account.platform))
            return try platforms.filter { ours.contains($0.id) }.map { platform in
                AppUsageDetail(try tx.keptUsage(of: platform.id).kept, of: platform)
            }
        }
    }

    /// Asks all of these networks now.
    public func ask(by caller: Caller) async throws -> [AppUsageDetail] {
        try caller.must(.connect)
        let now = kit.time.now()
        for detail in try await list(for: caller) {
            if let asked = detail.asked, now < asked + AppUsages.pause { continue }
            try await ask(try kit.platform(detail.platform), for: caller.workspace)
        }
        return try await list(for: caller)
    }

    /// Asks what was not asked for a day.
    func askWhatIsDue() async throws {
        for platform in platforms {
            guard let workspace = try await claim(platform.id) else { continue }
            try await ask(platform, for: workspace)
        }
    }

    /// Nil: it is not due, another node has it, or nobody has an account there.
    private func claim(_ platform: PlatformID) async throws -> Workspace? {
        let now = kit.time.now()
        return try await kit.store.write { tx in
            let (text, kept) = try tx.keptUsage(of: platform)
            guard kept.due.map({ $0 <= now }) ?? true, let workspace = try tx.firstWorkspace(on: platform) else {
                return nil
            }
            var taken = kept
            taken.due = now + AppUsages.patience
            let isOurs = try tx.changeSetting(
                KeptUsage.setting(of: platform), from: text, to: try JSONText.encode(taken))
            return isOurs ? workspace : nil
        }
    }

    private func ask(_ platform: any Platform, for workspace: Workspace) async throws {
        let keeper = TokenKeeper(kit: kit)
        let app = try await keeper.appKeys(platform.id, server: "") ?? keeper.noApp(at: platform.id)
        let line = kit.metered(for: workspace, platform: platform.id, work: .publishing, haste: .background)
        let answer = await platform.usage(of: app, via: line)
        let now = kit.time.now()
        try await kit.store.write { tx in
            let kept = try tx.keptUsage(of: platform.id).kept.after(answer, at: now, every: AppUsages.every)
            try tx.setSetting(KeptUsage.setting(of: platform.id), to: try JSONText.encode(kept))
            tx.noteChange(in: workspace.id)
        }
    }

    private var platforms: [any Platform] {
        kit.platforms.values.filter(\.rules.tellsUsage).sorted { $0.id < $1.id }
    }
}

/// What a network told of its app, and when.
public struct AppUsageDetail: Sendable {
    public let platform: PlatformID
    public let name: String
    /// The newest that was told.
    public let usage: AppUsage?
    public let told: Instant?
    /// When it was last asked, whatever came of it.
    public let asked: Instant?
    /// Why nothing was told the last time.
    public let missing: Settlement.Story?

    init(_ kept: KeptUsage, of platform: any Platform) {
        self.init(
            platform: platform.id, name: platform.name, usage: kept.usage, told: kept.told, asked: kept.asked,
            missing: kept.missing)
    }

    init(
        platform: PlatformID, name: String, usage: AppUsage?, told: Instant?, asked: Instant?,
        missing: Settlement.Story?
    ) {
        self.platform = platform
        self.name = name
        self.usage = usage
        self.told = told
        self.asked = asked
        self.missing = missing
    }
}

struct KeptUsage: Hashable, Codable {
    /// Nil: it was never asked.
    var due: Instant?
    var asked: Instant?
    var told: Instant?
    var usage: AppUsage?
    var missing: Settlement.Story?

    static func setting(of platform: PlatformID) -> String { "usage_\(platform)" }

    /// What was told before stays, with its day, when nothing new comes.
    func after(_ answer: UsageAnswer, at now: Instant, every wait: Duration) -> KeptUsage {
        switch answer {
        case .told(let usage):
            KeptUsage(due: now + wait, asked: now, told: now, usage: usage)
        case .missing(let story):
            KeptUsage(due: now + wait, asked: now, told: told, usage: usage, missing: story)
        case .notSet(let story):
            KeptUsage(due: due, asked: asked, told: told, usage: usage, missing: story)
        case .notOffered: self
        }
    }
}

extension Transaction {
    /// As it is written, and as it reads; what cannot be read is asked for anew.
    fileprivate borrowing func keptUsage(of platform: PlatformID) throws -> (text: String?, kept: KeptUsage) {
        let text = try setting(KeptUsage.setting(of: platform))
        return (text, text.flatMap { JSONText.read(KeptUsage.self, in: $0) } ?? KeptUsage())
    }
}
