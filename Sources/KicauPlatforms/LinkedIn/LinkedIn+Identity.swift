import KicauCore

/// Which member a token is of.
extension LinkedIn {
    /// An app with the Community Management API has no other product, and so no OpenID Connect: its members are known by
    /// `r_basicprofile`. All five are in the scope list of such an app's token (public programs, found 2026-11-28).
    static let countingScopes = [
        "r_basicprofile", "w_member_social", "w_member_social_feed", postNumbers, profileNumbers,
    ]

    private static let basicProfile = "r_basicprofile"

    /// LinkedIn shows no page for a scope that the app was not given, so the operator says which kind this one is.
    static func scopes(_ app: AppKeys, members: [String]) -> [String] {
        if app.addresses["audience"] == "organisations" { return organisationScopes }
        return app.addresses["memberAnalytics"] == "yes" ? countingScopes : members
    }

    /// What connecting asks for today, by what this account's app was.
    static func needed(of account: Account, with granted: [String]) -> [String] {
        if account.isOrganisation { return organisationScopes }
        return isKnownByProfile(granted) ? countingScopes : memberScopes
    }

    private static func isKnownByProfile(_ scopes: [String]) -> Bool {
        scopes.contains(basicProfile) && !scopes.contains("openid")
    }

    /// The token tells, not the options of today: it may have been given before they were changed.
    static func meCall(_ credentials: Credentials, _ app: AppKeys) -> Call {
        let path = isKnownByProfile(credentials.scopes) ? "/v2/me" : "/v2/userinfo"
        return Call(.get, LinkedInWire.api(app) + path, headers: [credentials.bearer])
    }

    /// Both ways name the same member by the same id, which is the app's own. Nil: nobody is named.
    static func member(in reply: Reply) -> (id: String, name: String?, picture: String?)? {
        guard let me = reply.json, let id = me["sub"]?.string ?? me["id"]?.string, !id.isEmpty else { return nil }
        let names = [me["localizedFirstName"], me["localizedLastName"]].compactMap { $0?.string }
        let name = me["name"]?.string ?? (names.isEmpty ? nil : names.joined(separator: " "))
        return (id, name, me["picture"]?.string)
    }
}
