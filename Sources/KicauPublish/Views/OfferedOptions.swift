public import KicauCore
import KicauStore

/// What a post may ask of one network beyond text and pictures.
public struct OfferedOptions: Sendable {
    public let platform: PlatformID
    public let name: String
    public let options: [PostOption]
}

extension Publishing {
    /// Of the networks of these accounts, each once, in the order of their names; of those that have any.
    public func options(of accounts: [AccountSummary], for caller: Caller) async throws -> [OfferedOptions] {
        let ids = accounts.filter { $0.state != .disconnected }.map(\.id)
        let rows = try await kit.store.read { try $0.accounts(ids, in: caller.workspace.id) }
        var offered: [OfferedOptions] = []
        for (id, rows) in Dictionary(grouping: rows, by: \.account.platform) {
            let platform = try kit.platform(id)
            let options = platform.options(of: rows.map(\.account))
            guard !options.isEmpty else { continue }
            offered.append(OfferedOptions(platform: id, name: platform.name, options: options))
        }
        return offered.sorted { $0.name < $1.name }
    }
}

extension Platform {
    /// As wide as the widest of these accounts: what one of them does not take is told where it is checked. Of none:
    /// all that the network knows.
    func options(of accounts: [Account]) -> [PostOption] {
        accounts.isEmpty ? rules.options : rules.options.kept(by: accounts.map { options(for: $0) })
    }
}
