public import KicauCore

extension LinkedIn {
    /// A version is named by its month, "202609", and lives a year (learn.microsoft.com, LinkedIn versioning, read
    /// 2026-10-01).
    public func version(spokenBy options: [String: String]) -> APIVersion? {
        let name = options["linkedinVersion"] ?? LinkedInWire.version.value
        return APIVersion(name: name, ends: LinkedIn.end(of: name))
    }

    static func end(of version: String) -> Instant? {
        guard version.count == 6, let year = Int(version.prefix(4)), let month = Int(version.suffix(2)),
            (1...12).contains(month)
        else { return nil }
        let text = "\(year + 1)-" + (month < 10 ? "0" : "") + "\(month)-01T00:00:00Z"
        return TimeReading.iso(text)
    }

    /// A page's token is asked for other things than a member's.
    public func missingScopes(among granted: [String], of account: Account) -> [String] {
        Scopes.missing(LinkedIn.needed(of: account, with: granted), among: granted)
    }
}
