public import KicauCore

/// developers.facebook.com, Instagram API with Instagram Login and with Facebook Login; read 2026-10-10.
extension Instagram {
    static let ways = SignInWays(
        option: "login",
        SignInWay(
            Login.instagram.rawValue, "With Instagram itself",
            about:
                "For any professional account; it needs no Facebook page. Asked for anew only when it is left unused.",
            scopes: scopes),
        SignInWay(
            Login.facebook.rawValue, "Through a Facebook page",
            about:
                "For accounts linked to a page. Mentions, looking people up and the paid-partnership label work only so.",
            scopes: scopesByFacebook))

    public func way(of account: Account) -> String? { login(of: account).rawValue }
}
