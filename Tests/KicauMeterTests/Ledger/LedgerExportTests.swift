import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauMeter

@Suite("The ledger as a file")
struct LedgerExportTests {
    @Test func `as a table has a line an entry, and sums to zero with all its decimals`() throws {
        let lines = LedgerBox.export().text(.csv).components(separatedBy: "\r\n")

        #expect(lines.last == "" && lines.count == 2 + 13)
        #expect(
            lines[1]
                == "2026-11-30,2026-11-30T16:30:00.000Z,K1,spent,expenses:x:post_create_url,0.200000,200000,\"x, post 17\",,,delivery/1/part/0,,\"X; per \"\"use\"\", 2026-04-20\","
        )
        #expect(lines[3].contains(",owed:x,-0.205000,-205000,"))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+62", "'+62"), ("-2", "'-2"), ("@sum", "'@sum"), ("  =1", "'  =1"),
        ("a\tb", "a\tb"), ("\t=1", "'\t=1"), ("plain", "plain"), ("a,b", "\"a,b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "two lines"), ("a;b", "\"a;b\""), ("＝1", "'＝1"), ("", ""), (" x", "\" x\""),
    ])
    func `no cell runs in a spreadsheet or ends its line`(text: String, cell: String) {
        #expect(CSVCell.text(text) == cell)
    }

    @Test func `writes each day in the workspace's zone`() {
        // 00:30 on 1 December in Jakarta is still November in UTC.
        let next = LedgerBox.booking(
            9, at: LedgerBox.late + .hours(1), moving: [("expenses:x:post_create", 15_000), ("owed:x", -15_000)])

        #expect(LedgerBox.export([next]).text(.hledger).contains("\n2026-12-01 * (K9) x, post 17\n"))
        #expect(LedgerBox.export([next]).text(.beancount).contains("\n2026-12-01 * \"x, post 17\"\n"))
    }

    @Test func `begins with what came from before, evened out`() {
        let text = LedgerBox.export([], opening: [("owed:x", -300), ("paid:x", -25)]).text(.hledger)

        #expect(text.contains("2026-11-01 * (K-opening) balance before\n"))
        #expect(text.contains("    owed:x  -0.000300 USD\n    paid:x  -0.000025 USD\n    opening  0.000325 USD\n"))
    }

    @Test func `says nothing of the price book of a booking that was corrected`() {
        let text = LedgerBox.export().text(.hledger)

        #expect(text.contains("(K1) x, post 17\n    ; at: 2026-11-30T16:30:00.000Z\n    ; for: delivery/1/part/0\n"))
        #expect(text.components(separatedBy: "; price-book:").count == 3)
        #expect(text.contains("; corrects: K2\n"))
    }

    @Test func `never gives two accounts one name`() {
        let accounts = ["expenses:ai:a b", "expenses:ai:a;b", "expenses:ai:a_b"].map(LedgerAccount.init)

        for naming in [AccountNames.hledger, AccountNames.beancount] {
            let names = AccountNames(accounts, name: naming)
            #expect(Set(accounts.map { names[$0] }).count == 3)
        }
    }

    @Test(
        arguments: [
            (0, "0.000000"), (1, "0.000001"), (-15_000, "-0.015000"), (25_000_000, "25.000000"),
            (Int64.min, "-9223372036854.775808"),
        ] as [(Int64, String)])
    func `writes money with six decimals`(micros: Int64, text: String) {
        #expect(Money(microUSD: micros).sixDecimals == text)
    }
}

/// Programs that others wrote say whether the file is right.
@Suite("An accountant's tool reads the ledger")
struct AccountingToolTests {
    private static let beanCheck = FileManager.default.currentDirectoryPath + "/.venv/bin/bean-check"

    private func file(_ format: LedgerExport.Format, opening: [(String, Int64)]) throws -> URL {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent(
            "kicau-\(UUID().uuidString).\(format.fileEnding)")
        try Data(LedgerBox.export(opening: opening).text(format).utf8).write(to: place)
        return place
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: OtherTool.hledger)))
    func `hledger takes it strictly, sums it to zero, and has our balances`() throws {
        let place = try file(.hledger, opening: [("owed:x", -300), ("paid:x", -25)])
        defer { try? FileManager.default.removeItem(at: place) }  // a leftover in the temporary folder harms nobody

        let checked = try OtherTool.run(OtherTool.hledger, ["--strict", "-f", place.path, "check"])
        let balances = try OtherTool.run(OtherTool.hledger, ["-f", place.path, "balance", "--flat", "-E", "-O", "csv"])
        let count = try OtherTool.run(OtherTool.hledger, ["-f", place.path, "print"])

        #expect(checked.status == 0, "\(checked.said)")
        #expect(balances.said.contains("\"expenses:x:post_create_url\",\"0.200000 USD\""), "\(balances.said)")
        // -300 of before, -205,000, -1, +25,000,000, +1.
        #expect(balances.said.contains("\"owed:x\",\"24.794700 USD\""))
        #expect(balances.said.contains("\"expenses:x:owned_read\",\"0\""))
        #expect(balances.said.contains("\"total\",\"0\""))
        #expect(count.said.components(separatedBy: " * (").count == 1 + 6)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: beanCheck)))
    func `beancount finds nothing wrong with it`() throws {
        let place = try file(.beancount, opening: [("owed:x", -300), ("paid:x", -25)])
        defer { try? FileManager.default.removeItem(at: place) }  // a leftover in the temporary folder harms nobody

        let checked = try OtherTool.run(Self.beanCheck, [place.path])

        #expect(checked.status == 0 && checked.said.isEmpty, "\(checked.said)")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: OtherTool.hledger)))
    func `hledger would notice a booking that does not sum to zero`() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString).journal")
        defer { try? FileManager.default.removeItem(at: place) }  // a leftover in the temporary folder harms nobody
        let wrong = LedgerBox.booking(1, moving: [("expenses:x:post_create", 15_000), ("owed:x", -14_999)])
        try Data(LedgerBox.export([wrong]).text(.hledger).utf8).write(to: place)

        #expect(try OtherTool.run(OtherTool.hledger, ["--strict", "-f", place.path, "check"]).status != 0)
    }
}
