import KicauTree
import Testing

/// Published failures of other meters: each has a test here that carries its name.
@Suite("The meter's regressions")
struct RegressionNameTests {
    static let names = [
        "two_callers_one_slot", "unknown_price_refuses", "hold_write_fails_refuses", "long_context_tier_priced",
        "no_max_tokens_does_not_freeze", "cancelled_stream_releases_rest",
        "crash_between_call_and_settle_is_in_doubt", "late_event_rerates", "settle_twice_books_once",
        "clock_back_one_hour", "window_turns_during_call", "spend_limit_hit_mid_batch",
        "price_change_at_midnight_utc_vs_account_zone",
    ]

    @Test(arguments: names)
    func `have a test each, and a line on the page`(name: String) throws {
        let tests = try Tree.files(ending: "Tests.swift").filter { path in
            try Tree.text(path).contains("func `" + name)
        }

        #expect(!tests.isEmpty)
        #expect(try Tree.text("docs/metering-proof.md").contains("`\(name)`"))
    }
}
