public enum Scopes {
    /// "write" covers "write:media". Of a token that came without any list nothing can be said.
    public static func missing(_ needed: [String], among granted: [String]) -> [String] {
        guard !granted.isEmpty else { return [] }
        return needed.filter { scope in
            !granted.contains(scope) && !granted.contains { scope.hasPrefix($0 + ":") }
        }
    }
}
