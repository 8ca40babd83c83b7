import KicauCore
import KicauStore

/// Which of a network's kept apps speaks for a server, a way in, or an account. Pure.
struct AppChoice {
    /// Of one network alone.
    let apps: [AppKeysRow]
    let ways: SignInWays?
    /// What the operator says of all apps.
    let options: [String: String]

    init(_ apps: [AppKeysRow], of platform: PlatformID, ways: SignInWays?, options: [String: String]) {
        self.apps = apps.filter { $0.platform == platform }
        self.ways = ways
        self.options = options
    }

    struct Chosen {
        let row: AppKeysRow
        /// What stands beside the keys: where the calls go, and by which way.
        let addresses: [String: String]
    }

    /// The registration made on this server, else the operator's app for the network.
    func app(at server: String) -> Chosen? { first(at: [server, ""]).map { chosen($0, by: nil) } }

    /// What was kept before there were ways speaks for the usual one alone.
    func app(by way: SignInWay) -> Chosen? {
        first(at: way == usual ? [way.name, ""] : [way.name]).map { chosen($0, by: way) }
    }

    /// An account stays with its way, also where only the older app is left to speak for it.
    func app(of account: Account, by way: SignInWay?) -> Chosen? {
        guard let way else { return app(at: account.server) }
        return first(at: [way.name, ""]).map { chosen($0, by: way) }
    }

    /// All that a call of the network may be signed by; those first that it calls.
    var callers: [Chosen] {
        guard let ways else { return app(at: "").map { [$0] } ?? [] }
        let named = (ways.all.filter(\.rings) + ways.all.filter { !$0.rings }).compactMap(app(by:))
        // Accounts of before there were ways may still speak through the app that was the only one then.
        let older = named.contains { $0.row.server.isEmpty } ? nil : first(at: [""])
        return named + (older.map { [chosen($0, by: nil)] } ?? [])
    }

    var usual: SignInWay? {
        ways?.usual(by: (first(at: [""])?.addresses ?? [:]).merging(options) { _, option in option })
    }

    private func first(at places: [String]) -> AppKeysRow? {
        for place in places {
            if let row = apps.first(where: { $0.server == place }) { return row }
        }
        return nil
    }

    private func chosen(_ row: AppKeysRow, by way: SignInWay?) -> Chosen {
        var addresses = row.addresses.merging(options) { _, option in option }
        if let way, let ways { addresses[ways.option] = way.name }
        return Chosen(row: row, addresses: addresses)
    }
}
