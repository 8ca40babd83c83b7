public import KicauCore

/// The Community Management API must be its app's only product, so members and organisations need two:
/// learn.microsoft.com, Community Management, read 2026-09-01.
extension LinkedIn {
    enum Audience: String { case members, organisations }

    static let ways = SignInWays(
        option: "audience",
        SignInWay(
            Audience.members.rawValue, "As a person", about: "You post as yourself.", scopes: memberScopes,
            rings: false),
        SignInWay(
            Audience.organisations.rawValue, "For pages of organisations",
            about: "You post as pages that you administer. LinkedIn wants an app of its own for that.",
            scopes: organisationScopes))

    public func way(of account: Account) -> String? {
        (account.isOrganisation ? Audience.organisations : .members).rawValue
    }
}
