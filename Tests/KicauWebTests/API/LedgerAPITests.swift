import HTTPTypes
import KicauCore
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("The ledger over the API")
struct LedgerAPITests {
    private func opened() async throws -> APIStage {
        let stage = try await APIStage.open()
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))
        try await stage.world.advance(by: .minutes(6))
        return stage
    }

    @Test func `is read by page, by account and by number`() async throws {
        let stage = try await opened()
        _ = try await stage.ask(
            .post, "/ledger/payments", ["platform": "x", "micro_usd": 2_000_000, "day": "2026-06-01", "memo": "Top-up"])

        let first = try await stage.ask(.get, "/ledger?limit=1", as: .viewer).json
        let next = try #require(first["next"]?.string)
        let rest = try await stage.ask(.get, "/ledger?limit=1&after=\(next)").json
        let paid = try await stage.ask(.get, "/ledger?account=paid").json
        let one = try await stage.ask(.get, "/ledger/1").json

        #expect(first["total"] == 2 && first["month"] == "2026-06" && rest["next"] == nil)
        #expect(paid["items"]?[0]?["kind"] == "payment" && paid["items"]?[0]?["entered_by"] == "API")
        #expect(one["post"] == 1 && one["kind"] == "spent")
        let accounts = try await stage.ask(.get, "/ledger/accounts").json["items"]?.array ?? []
        #expect(accounts.contains { $0["account"] == "owed:x" && $0["balance_micro_usd"] == 1_985_000 })
        #expect(try await stage.ask(.get, "/ledger/standings").json["items"]?[0]?["lasts_days"] == 3705)
    }

    @Test func `is written as a file, and what was entered is taken back once`() async throws {
        let stage = try await opened()
        let paid = try await stage.ask(
            .post, "/ledger/payments", ["platform": "x", "micro_usd": 1, "day": "2026-06-01"])

        let file = try await stage.ask(.get, "/ledger/file?format=hledger&from=2026-06-01&to=2026-06-30", as: .viewer)
        let back = try await stage.ask(.post, "/ledger/2/reversal", [:])
        let again = try await stage.ask(.post, "/ledger/2/reversal", [:])

        #expect(paid.json["id"] == 2)
        #expect(file.json["bookings"] == 2 && file.json["text"]?.string?.contains("(K1) x, post 1") == true)
        #expect(back.json["corrects"] == 2 && back.json["kind"] == "reversal")
        #expect(again.code == "not-possible-now")
    }

    @Test func `a bill stands beside it, and a difference is booked as it was shown`() async throws {
        let stage = try await opened()
        let bill: JSONValue = ["platform": "x", "month": "2026-06", "micro_usd": 20_000, "source": "console"]
        let difference: JSONValue = ["platform": "x", "month": "2026-06", "micro_usd": 5_000]

        let entered = try await stage.ask(.post, "/bills", bill).json["items"]?[0]
        let booked = try await stage.ask(.post, "/bills/differences", difference)
        let again = try await stage.ask(.post, "/bills/differences", difference)

        #expect(entered?["difference_micro_usd"] == 5_000 && entered?["differs"] == true)
        #expect(booked.json["kind"] == "adjustment")
        #expect(again.code == "changed-meanwhile")
        #expect(try await stage.ask(.get, "/bills", as: .viewer).json["items"]?[0]?["difference_micro_usd"] == 0)
        #expect(try await stage.ask(.get, "/budget").json["spent_micro_usd"] == 20_000)
        #expect(try await stage.ask(.get, "/usage/days").status == 200)
    }

    @Test func `refuses strangers' numbers, odd questions and those who may not`() async throws {
        let stage = try await opened()

        #expect(try await stage.ask(.get, "/ledger/99").code == "not-found")
        #expect(try await stage.ask(.get, "/ledger?account=all").code == "bad-input")
        #expect(try await stage.ask(.get, "/ledger?month=2026-13").code == "bad-date")
        #expect(
            try await stage.ask(.get, "/ledger/file?format=hledger&from=2026-06-02&to=2026-06-01").code == "bad-date")
        #expect(try await stage.ask(.get, "/ledger/file?format=pdf&from=2026-06-01&to=2026-06-01").status == 400)
        let payment: JSONValue = ["platform": "x", "micro_usd": 1, "day": "2026-06-01"]
        #expect(try await stage.ask(.post, "/ledger/payments", as: .editor, payment).code == "not-allowed")
        #expect(try await stage.ask(.post, "/ledger/1/reversal", [:]).code == "not-possible-now")
    }
}
