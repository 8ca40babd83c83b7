public import KicauCore

extension Instagram {
    /// Each of the two ways in has names of its own.
    public func missingScopes(among granted: [String], of account: Account) -> [String] {
        switch login(of: account) {
        case .instagram: Scopes.missing(Instagram.scopes, among: granted)
        case .facebook: Scopes.missing(Instagram.scopesByFacebook, among: granted)
        }
    }
}
