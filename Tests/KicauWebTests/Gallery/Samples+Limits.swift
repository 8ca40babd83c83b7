import KicauCore

@testable import KicauPublish

extension Samples {
    static let limits = [
        NetworkLimitList(
            platform: "x", name: "X",
            accounts: [(account: account("x"), limits: [posts, usedUp]), (account: account("x"), limits: [])],
            shared: [gauge], unused: [paper]),
        NetworkLimitList(
            platform: "linkedin", name: "LinkedIn", accounts: [(account: account("linkedin"), limits: [learned])],
            shared: [], unused: []),
    ]

    private static let nine = due("2026-11-24T09:00").instant

    private static let posts = LimitDetail(
        what: "POST /2/tweets", binds: .account, kind: .window, span: .minutes(15), used: 12, most: 100, percent: 12,
        resets: nine + .minutes(7), blockedUntil: nil, source: .answers, seen: nine - .minutes(2))
    private static let usedUp = LimitDetail(
        what: "GET /2/users/me", binds: .account, kind: .window, span: .minutes(15), used: 75, most: 75, percent: 100,
        resets: nine + .minutes(7), blockedUntil: nine + .minutes(7), source: .answers, seen: nine)
    private static let gauge = LimitDetail(
        what: "calls", binds: .app, kind: .gauge, span: .hours(1), used: nil, most: nil, percent: 61, resets: nil,
        blockedUntil: nil, source: .answers, seen: nine)
    private static let paper = LimitDetail(
        what: "GET /2/usage/tweets", binds: .app, kind: .window, span: .minutes(15), used: nil, most: 50, percent: nil,
        resets: nil, blockedUntil: nil, source: .papers(source: "docs.x.com, rate limits", read: "2026-08-22"),
        seen: nil)
    private static let learned = LimitDetail(
        what: "POST /rest/posts", binds: .account, kind: .learned, span: .days(1), used: 70, most: 100, percent: 70,
        resets: nine + .hours(5), blockedUntil: nil, source: .refusals, seen: nine - .days(3))

    static let limitWarnings = [
        LimitWarningDetail(
            warning: limitWarning(.learned, .account, resets: nine + .hours(15)), network: "LinkedIn",
            account: account("linkedin"), at: nine - .minutes(4)),
        LimitWarningDetail(
            warning: limitWarning(.rolling, .app, resets: nil), network: "LinkedIn", account: nil,
            at: nine - .minutes(9)),
    ]

    private static func limitWarning(_ kind: QuotaRule.Kind, _ binds: QuotaRule.Binder, resets: Instant?)
        -> QuotaWarning
    {
        QuotaWarning(
            key: QuotaKey("linkedin", "POST /rest/posts", binds, kind, in: .days(1), subject: ""), used: 61, most: 100,
            resets: resets)
    }
}
