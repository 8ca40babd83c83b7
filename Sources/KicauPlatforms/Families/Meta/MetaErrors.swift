import KicauCore

extension Meta {
    /// What every graph of Meta may answer. Subcodes outweigh codes.
    static func errors(_ network: String, _ own: [ErrorRow]) -> ErrorTable {
        ErrorTable(network: network, rows: tokens + permissions + waits + content + own)
    }

    private static let tokens = [
        ErrorRow(.token, code: "190"),
        ErrorRow(
            .token, code: "190", subtype: "458", "The app was removed from this account.",
            do: "Connect the account again."),
        ErrorRow(
            .token, code: "190", subtype: "460", "The account's password was changed, which ends our sign-in.",
            do: "Connect the account again."),
        ErrorRow(
            .token, code: "190", subtype: "463", "Our sign-in for this account has run out.", do: "Connect it again."),
        ErrorRow(.token, code: "190", subtype: "467"),
        ErrorRow(
            .accountLocked, code: "190", subtype: "459", "The account has to pass a security check first.",
            do: "Sign in there yourself, do what it asks, then connect the account again."),
        ErrorRow(
            .accountLocked, code: "190", subtype: "464", "The account is not confirmed yet.",
            do: "Sign in there yourself and confirm it."),
        ErrorRow(.token, code: "102"),
    ]

    private static let permissions = [
        ErrorRow(.permission, code: "10"),
        ErrorRow(.permission, code: "200-299"),
    ]

    private static let waits = [
        ErrorRow(.unknownOutcome, code: "1"),
        ErrorRow(.unknownOutcome, code: "2"),
        ErrorRow(.rateLimited, code: "4"),
        ErrorRow(.rateLimited, code: "17"),
        ErrorRow(.rateLimited, code: "32"),
        ErrorRow(.rateLimited, code: "341"),
        ErrorRow(.rateLimited, code: "613"),
        ErrorRow(.rateLimited, code: "80001"),
        ErrorRow(.rateLimited, code: "80002"),
    ]

    private static let content = [
        ErrorRow(
            .spam, code: "368", "Meta holds this account back because it takes its posts for abuse.",
            do: "Wait some hours and look at the account's status before you send again."),
        ErrorRow(.duplicate, code: "506"),
        ErrorRow(.invalidContent, code: "100"),
        ErrorRow(.gone, code: "100", subtype: "33"),
        ErrorRow(
            .invalidContent, code: "1609005", "The link in the post could not be read.",
            do: "Check that the address opens without a sign-in, or take it out."),
    ]
}
