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
        guard let known = kit.platforms[platform], let rules = known.rules.inbox,
            let app = try await TokenKeeper(kit: kit).appKeys(platform, server: "")
        else { return .refused(Doorman.nobodyHere) }
        let word = try await word()
        guard let knocked = known.knocked(knock, app: app, word: word) else { return .refused(Doorman.nobodyHere) }
        if case .rings(let remoteIDs) = knocked, !remoteIDs.isEmpty {
            let now = kit.time.now()
            let ids = Array(remoteIDs.sorted().prefix(1_000))
            let rung = try await kit.store.write { tx in
                try tx.ringListening(platform, remoteIDs: ids, pause: rules.ringsEvery, at: now)
            }
            if rung > 0 { kit.listening.ring() }
        }
        return knocked
    }

    /// Where a network is told to call, and the word it is given to say; nil for networks that call nobody.
    public func bell(of platform: PlatformID, for caller: Caller) async throws -> NetworkBell? {
        try caller.must(.manage)
        let probe = Knock(method: .post)
        let nobody = AppKeys(clientID: "", clientSecret: Redacted(""))
        guard let known = kit.platforms[platform], known.knocked(probe, app: nobody, word: "") != nil else {
            return nil
        }
        return NetworkBell(url: "\(baseURL)/hooks/\(platform)", word: try await word())
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

public struct NetworkBell: Sendable, Hashable {
    public let url: String
    public let word: String
}
