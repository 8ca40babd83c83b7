import ArgumentParser
import KicauCore
import Testing

@testable import kicau

@Suite("An account, its links and snippets on the command line")
struct AccountSheetTests {
    @Test func `name the first posts that a token's end will stop, and count the others`() {
        let account: JSONValue = [
            "id": 7, "token_renewed": false, "token_expires_at": "2026-12-01T00:00:00.000Z", "scopes": ["write"],
            "forecasts": [
                [
                    "what": "The token ends.", "to_do": "Reconnect.", "from": "2026-12-01T00:00:00.000Z",
                    "endangered": 3,
                    "first": [["post": 12, "excerpt": "Kopi\u{1b}[31m", "due": "2026-12-02T02:00:00.000Z"]],
                ]
            ],
        ]

        #expect(
            AccountSheet.forecasts(of: account) == [
                "", "The token ends. (2026-12-01T00:00:00.000Z)",
                "  2026-12-02T02:00:00.000Z  post 12  Kopi [31m", "  and 2 more", "Reconnect.",
            ])
        #expect(AccountSheet.facts(of: account).contains(["token ends", "2026-12-01T00:00:00.000Z"]))
        #expect(AccountSheet.facts(of: account).contains(["allowed", "write"]))
    }

    @Test func `change the values that are named, and no other`() throws {
        let flags = try LinkTagFlags.parse(["--source", " mastodon ", "--campaign", ""])

        let tags = flags.put(into: ["utm_campaign": "old", "utm_medium": "social"])

        #expect(tags == ["utm_source": "mastodon", "utm_medium": "social"])
        #expect(throws: (any Error).self) { try AccountLinks.parse(["7", "--clear", "--source", "x"]) }
    }
}
