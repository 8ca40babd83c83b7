public import KicauCore
import KicauStore

/// Takes the calls that networks make to us.
public struct Doorman: Sendable {
    let kit: Kit
    /// Our own address, as networks reach it.
    let baseURL: String

    public init(kit: Kit, baseURL: String) {
        self.kit = kit
        self.baseURL = baseURL
    }

    private static let wordSetting = "knock_word"

    /// Checks a knock against the operator's app keys, and sees to it that the accounts it rings for are listened to.
    public func open(_ platform: PlatformID, to knock: Knock) async throws -> Knocked {
        guard let known = kit.platforms[platform], let rules = known.rules.inbox else {
            return .refused(Doorman.nobodyHere)
        }
        let apps = try await TokenKeeper(kit: kit).callers(platform)
        guard !apps.isEmpty else { return .refused(Doorman.nobodyHere) }
        let word = try await word()
        let answers = apps.compactMap { known.knocked(knock, app: $0, word: word) }
        // Each of a network's apps signs with its own secret, and which one calls is not said.
        guard let knocked = answers.first(where: \.isTaken) ?? answers.first else {
            return .refused(Doorman.nobodyHere)
        }
        switch knocked {
        case .refused: break
        case .challenged:
            let now = kit.time.now()
            try await kit.store.write { try $0.noteCalled(platform, at: now) }
        case .rings(let remoteIDs, let hints):
            if !remoteIDs.isEmpty { try await ring(known, for: remoteIDs, hints, pause: rules.ringsEvery) }
        }
        return knocked
    }

    /// What it points at is kept before the network is told yes: it does not tell it again.
    private func ring(
        _ platform: any Platform, for remoteIDs: Set<String>, _ hints: [String: [Hint]], pause: Duration
    ) async throws {
        let now = kit.time.now()
        let ids = Array(remoteIDs.sorted().prefix(1_000))
        let rung = try await kit.store.write { tx in
            let rows = try tx.accountsRung(on: platform.id, remoteIDs: ids)
            try tx.noteCalled(platform.id, at: now)
            for row in rows {
                if row.state == AccountState.connected.rawValue { try tx.noteRung(row.account.id, at: now) }
                guard platform.takesHints(for: row.account) else { continue }
                try tx.addHints(hints[row.account.remoteID] ?? [], to: row.account.id, at: now)
            }
            return try tx.ringListening(platform.id, remoteIDs: ids, pause: pause, at: now)
        }
        if rung > 0 { kit.listening.ring() }
    }

    /// Where a network is told to call, and the word it is given to say; nil for networks that call nobody.
    public func bell(of platform: PlatformID, for caller: Caller) async throws -> NetworkBell? {
        try caller.must(.manage)
        guard let known = kit.platforms[platform], Doorman.opens(to: known) else { return nil }
        return NetworkBell(url: "\(baseURL)/hooks/\(platform)", word: try await word())
    }

    /// Does this network call anybody?
    static func opens(to platform: any Platform) -> Bool {
        let nobody = AppKeys(clientID: "", clientSecret: Redacted(""))
        return platform.knocked(Knock(method: .post), app: nobody, word: "") != nil
    }

    /// Made once; it proves nothing but that the operator copied it.
    private func word() async throws -> String {
        if let word = try await kit.store.read({ try $0.setting(Doorman.wordSetting) }) { return word }
        let made = kit.makeName()
        return try await kit.store.write(as: .alone) { tx in
            if let word = try tx.setting(Doorman.wordSetting) { return word }
            try tx.setSetting(Doorman.wordSetting, to: made)
            return made
        }
    }

    private static let nobodyHere: Sentence = "Nobody here listens to this network."
}

extension Knocked {
    fileprivate var isTaken: Bool {
        switch self {
        case .refused: false
        case .challenged, .rings: true
        }
    }
}

public struct NetworkBell: Sendable, Hashable {
    public let url: String
    public let word: String
}
