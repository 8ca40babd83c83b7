import HTTPTypes
import KicauCore
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("What if and the forecast, by the API")
struct ForecastAPITests {
    @Test func `a question is answered beside how things are`() async throws {
        let stage = try await APIStage.open()
        _ = try await stage.world.schedule("Menu baru https://example.test", in: .days(3))

        let answer = try await stage.ask(.get, "/what-if?prices=2025-10-20", as: .viewer)

        #expect(answer.status == 200)
        #expect(answer.json["asked"]?[0]?["micro_usd"] == 10_000)
        #expect(answer.json["as_it_is"]?[0]?["micro_usd"] == 200_000)
        #expect(answer.json["asked"]?[0]?["lines"]?[0]?["unit"] == "post_create_url")
    }

    @Test func `a plan's fee and what it does not sell come with it`() async throws {
        let stage = try await APIStage.open()
        _ = try await stage.world.schedule("Menu baru", in: .days(3))

        let paid = try await stage.ask(.get, "/what-if?plan=x:Enterprise%20Small", as: .viewer)
        let over = try await stage.ask(.get, "/what-if?plan=x:Free", as: .viewer)

        #expect(paid.json["asked"]?[1]?["fees"]?[0]?["micro_usd"] == 42_000_000_000)
        #expect(over.json["asked"]?[0]?["stops"]?[0]?["reason"] == "no-plan")
    }

    @Test(arguments: [
        ("plan=x:Platinum", "plan"), ("plan=x", "plan"), ("prices=2026-02-30", "prices"), ("posts=10001", "posts"),
        ("calls=-1", "calls"), ("coming=never", "coming"), ("factor=2", "factor"),
    ])
    func `bad input is named`(query: String, field: String) async throws {
        let answer = try await APIStage.open().ask(.get, "/what-if?" + query, as: .viewer)

        #expect((400..<500).contains(answer.status))
        #expect(answer.field == field)
    }

    @Test func `a forecast tells each budget's end`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 1_000_000))
        _ = try await stage.world.schedule("Selamat pagi", in: .days(3))

        let answer = try await stage.ask(.get, "/forecast", as: .viewer)

        #expect(answer.status == 200)
        let line = answer.json["items"]?[0]
        #expect(line?["scope"] == "workspace" && line?["cap_micro_usd"] == 1_000_000)
        #expect(line?["known_micro_usd"] == 15_000 && line?["middle_micro_usd"] == 15_000)
        #expect(line?["is_thin"] == true && line?["passes"] == "no")
    }
}
