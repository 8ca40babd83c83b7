public import KicauCore

/// Which credits are used up: few rows if any, of all workspaces, beside the other settings.
extension Transaction {
    private static let creditsPrefix = "credits-gone/"

    private static func creditsName(_ platform: PlatformID, payer: String) -> String {
        "\(creditsPrefix)\(platform.raw)/\(payer)"
    }

    /// By network and payer, at most 1,000.
    public func creditsGone() throws -> [CreditsGone] {
        try all(
            "SELECT value FROM setting WHERE name LIKE \(Transaction.creditsPrefix + "%") ORDER BY name LIMIT 1000",
            { try $0.text("value") }
        ).compactMap { JSONText.read(CreditsGone.self, in: $0) }
    }

    public func creditsGone(_ platform: PlatformID, payer: String) throws -> CreditsGone? {
        try setting(Transaction.creditsName(platform, payer: payer)).flatMap { JSONText.read(CreditsGone.self, in: $0) }
    }

    /// Keeps what an answer or a person has made of it. False: another node was faster, and what it wrote stands.
    public func keepCreditsGone(_ gone: CreditsGone, insteadOf old: CreditsGone?) throws -> Bool {
        try changeSetting(
            Transaction.creditsName(gone.platform, payer: gone.payer), from: old.map { try JSONText.encode($0) },
            to: JSONText.encode(gone))
    }

    /// There are credits again. What another node has heard since stays.
    public func forgetCreditsGone(_ gone: CreditsGone) throws {
        try also(
            """
            DELETE FROM setting WHERE name = \(Transaction.creditsName(gone.platform, payer: gone.payer))
                AND value = \(JSONText.encode(gone))
            """)
    }

    private static func toldName(_ platform: PlatformID, payer: String) -> String {
        "credits-told/\(platform.raw)/\(payer)"
    }

    /// When people were last told that these credits are used up.
    public func creditsTold(_ platform: PlatformID, payer: String) throws -> Instant? {
        try setting(Transaction.toldName(platform, payer: payer)).flatMap { Int64($0) }.map(Instant.init(ms:))
    }

    public func noteCreditsTold(_ gone: CreditsGone, at now: Instant) throws {
        try setSetting(Transaction.toldName(gone.platform, payer: gone.payer), to: "\(now.ms)")
    }

    /// Connected accounts of a network in all workspaces, the oldest first.
    public func connectedAccounts(on platform: PlatformID, limit: Int) throws -> [ID<Account>] {
        try all(
            """
            SELECT id FROM account WHERE platform = \(platform) AND state = 'connected' ORDER BY id LIMIT \(limit)
            """, { try $0.id("id") })
    }

    /// What waits for money on a network and is not later yet than its workspace lets a post be; soonest first.
    public func deliveriesWaitingForMoney(on platform: PlatformID, inTimeAt now: Instant, limit: Int) throws
        -> [ID<Delivery>]
    {
        try all(
            """
            SELECT delivery.id AS id FROM delivery JOIN account ON account.id = delivery.account_id
            JOIN workspace ON workspace.id = delivery.workspace_id
            WHERE delivery.state = 'waiting' AND waiting_for = 'money' AND account.platform = \(platform)
                AND due_ms + workspace.missed_limit_ms >= \(now) ORDER BY due_ms, delivery.id LIMIT \(limit)
            """, { try $0.id("id") })
    }
}
