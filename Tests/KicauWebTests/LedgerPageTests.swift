import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauTesting
import NIOCore
import Testing

@testable import KicauWeb

@Suite("The ledger on the pages")
struct LedgerPageTests {
    private func opened() async throws -> (World, Browser) {
        let world = try await World.flock()
        _ = try await world.schedule("Halo", in: .minutes(1))
        try await world.advance(by: .minutes(5))
        return (world, try await Browser.signedIn(at: world))
    }

    @Test func `shows bookings with their posts, and takes a payment without scripts`() async throws {
        let (_, browser) = try await opened()

        _ = try await browser.visit("/budget/ledger")
        #expect(browser.page.contains("<a href=\"/posts/1\">Post 1</a>"))
        #expect(browser.page.contains("$0.015 used and not entered as paid"))
        let paid = try await browser.submit(
            "/budget/ledger/payments",
            [("network", "x"), ("amount", "2.00"), ("day", "2026-06-01"), ("memo", "<b>Top</b>"), ("reference", "")])

        #expect(paid.status == .ok)
        #expect(browser.page.contains("$1.985 left of what was paid"))
        #expect(browser.page.contains("&lt;b&gt;Top&lt;/b&gt;") && !browser.page.contains("<b>Top</b>"))
        _ = try await browser.submit("/budget/ledger/2/reversal", [("memo", "Twice")])
        #expect(browser.page.contains("What was entered for X is taken back"))
    }

    @Test(arguments: [
        [("amount", "viel"), ("day", "2026-06-01")], [("amount", ""), ("day", "2026-06-01")],
        [("amount", "5"), ("day", "2027-06-01")], [("amount", "5"), ("day", "soon")],
    ])
    func `a payment that cannot be comes back with what was typed`(fields: [(String, String)]) async throws {
        let (_, browser) = try await opened()
        _ = try await browser.visit("/budget/ledger")

        let answer = try await browser.submit(
            "/budget/ledger/payments", [("network", "x"), ("memo", "Isi ulang")] + fields)

        #expect(answer.status.code >= 400 && answer.status.code < 500)
        #expect(browser.page.contains("problem-note") && browser.page.contains("value=\"Isi ulang\""))
    }

    @Test(arguments: ["csv", "hledger", "beancount"])
    func `is downloaded as a file`(format: String) async throws {
        let (_, browser) = try await opened()

        let file = try await browser.visit("/budget/ledger/file?format=\(format)&from=2026-06-01&to=2026-06-30")

        #expect(file.headers[.contentDisposition]?.contains("kicau-ledger-2026-06-01-2026-06-30.") == true)
        #expect(String(buffer: file.body).contains("0.015000"))
        #expect(
            try await browser.visit("/budget/ledger/file?format=pdf&from=2026-06-01&to=2026-06-30").status.code == 400)
    }

    @Test func `a bill that differs is shown, and its difference is booked by a person`() async throws {
        let (_, browser) = try await opened()
        _ = try await browser.visit("/budget/ledger/bills")
        #expect(browser.page.contains("No bill was entered yet."))

        _ = try await browser.submit(
            "/budget/ledger/bills",
            [("network", "x"), ("month", "2026-06"), ("amount", "2"), ("source", "invoice"), ("note", "INV-7")])
        #expect(browser.page.contains("They differ") && browser.page.contains("$1.985"))
        #expect(browser.field("difference") == "1985000")
        _ = try await browser.submit(
            "/budget/ledger/bills/difference",
            [("network", "x"), ("month", "2026-06"), ("difference", "1985000"), ("memo", "")])
        _ = try await browser.visit("/budget/ledger/bills")

        #expect(browser.page.contains("They say the same"))
    }

    @Test func `a table that cannot be read comes back with its line named`() async throws {
        let (_, browser) = try await opened()
        _ = try await browser.visit("/budget/ledger/bills")

        let answer = try await browser.submit(
            "/budget/ledger/bills/table", [("network", "x"), ("table", "2026-05,1\n2026-06,<b>")])

        #expect(answer.status == .badRequest)
        #expect(browser.page.contains("Line 2 of the table could not be read: 2026-06,&lt;b&gt;"))
    }
}
