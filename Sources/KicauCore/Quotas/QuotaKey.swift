/// Which window of whom: under this its state is kept.
public struct QuotaKey: Hashable, Sendable {
    public let platform: PlatformID
    public let what: String
    public let binds: QuotaRule.Binder
    public let kind: QuotaRule.Kind
    public let span: Duration
    /// The account's number; empty for what binds the app or this machine.
    public let subject: String

    public init(
        _ platform: PlatformID, _ what: String, _ binds: QuotaRule.Binder, _ kind: QuotaRule.Kind, in span: Duration,
        subject: String
    ) {
        self.platform = platform
        self.what = what
        self.binds = binds
        self.kind = kind
        self.span = span
        self.subject = subject
    }

    /// Nil: it binds an account, and the call is nobody's.
    public init?(_ rule: QuotaRule, on platform: PlatformID, of account: ID<Account>?) {
        guard let subject = QuotaKey.subject(rule.binds, account) else { return nil }
        self.init(platform, rule.what, rule.binds, rule.kind, in: rule.span, subject: subject)
    }

    public init?(_ sighting: QuotaSighting, on platform: PlatformID, of account: ID<Account>?) {
        guard let subject = QuotaKey.subject(sighting.binds, account) else { return nil }
        self.init(platform, sighting.what, sighting.binds, sighting.kind, in: sighting.span, subject: subject)
    }

    private static func subject(_ binds: QuotaRule.Binder, _ account: ID<Account>?) -> String? {
        switch binds {
        case .account: account?.description
        case .app, .machine: ""
        }
    }
}
