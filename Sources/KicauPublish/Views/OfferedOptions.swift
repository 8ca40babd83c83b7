public import KicauCore

/// What a post may ask of one network beyond text and pictures.
public struct OfferedOptions: Sendable {
    public let platform: PlatformID
    public let name: String
    public let options: [PostOption]
}

extension Publishing {
    /// Of the networks of these accounts, each once, in the order of their names; of those that have any.
    public func options(of accounts: [AccountSummary]) throws(Problem) -> [OfferedOptions] {
        var offered: [OfferedOptions] = []
        for id in Set(accounts.filter { $0.state != .disconnected }.map(\.platform)) {
            let platform = try kit.platform(id)
            guard !platform.rules.options.isEmpty else { continue }
            offered.append(OfferedOptions(platform: id, name: platform.name, options: platform.rules.options))
        }
        return offered.sorted { $0.name < $1.name }
    }
}
