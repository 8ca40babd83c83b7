public import KicauCore

/// One of a network's ways in, with what is here for it.
public struct WayOffer: Sendable {
    public let way: SignInWay
    public let hasAppKeys: Bool
    /// Meant where nobody names one.
    public let isUsual: Bool
}

extension WayOffer {
    static func all(_ choice: AppChoice) -> [WayOffer] {
        (choice.ways?.all ?? []).map {
            WayOffer(way: $0, hasAppKeys: choice.app(by: $0) != nil, isUsual: $0 == choice.usual)
        }
    }
}

extension NetworkOffer {
    /// The way of that name, else the usual one; nil: there is one way in.
    public func way(_ name: String?) -> WayOffer? { ways.first { $0.way.name == name } ?? ways.first(where: \.isUsual) }
}

extension Accounts {
    /// The way of that name, or the usual one; nil: the network has only one.
    func way(_ name: String?, into platform: any Platform) async throws -> SignInWay? {
        guard let name else { return try await keeper.choice(of: platform.id).usual }
        if let way = platform.signIn.ways?.named(name) { return way }
        let known = platform.signIn.ways?.all.map(\.name) ?? []
        throw Problem(
            .badInput, "\(platform.name) has no way in that is called \(String(name.prefix(40))).",
            do: known.isEmpty
                ? "Leave it out; there is one way in." : "Choose one of \(known.joined(separator: ", ")).",
            field: "way")
    }

    func way(of account: Account) throws -> SignInWay? {
        let platform = try kit.platform(account.platform)
        return platform.signIn.ways?.named(platform.way(of: account))
    }
}
