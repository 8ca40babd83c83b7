import KicauCore
import Testing

@Suite("What a language model costs")
struct ModelPricesTests {
    private static func tier(_ above: Int, _ input: Int64, _ output: Int64, cached: Int64? = nil) throws -> TokenTier {
        TokenTier(
            above: above, input: try #require(UnitPrice(micros: input, for: 1_000_000)),
            cached: try cached.map { try #require(UnitPrice(micros: $0, for: 1_000_000)) },
            output: try #require(UnitPrice(micros: output, for: 1_000_000)))
    }

    @Test(
        arguments: [
            (Int64(1), Money(microUSD: 1), Money(microUSD: 0)), (3, Money(microUSD: 1), Money(microUSD: 0)),
            (10, Money(microUSD: 2), Money(microUSD: 2)), (30, Money(microUSD: 5), Money(microUSD: 4)),
            (0, .zero, .zero), (-5, .zero, .zero),
        ] as [(Int64, Money, Money)])
    func `is rounded up when it is set aside and half to even when it is booked`(
        count: Int64, held: Money, booked: Money
    ) throws {
        let price = try #require(UnitPrice(micros: 150_000, for: 1_000_000))

        #expect(price.total(of: count, .up) == held)
        #expect(price.total(of: count, .halfEven) == booked)
    }

    /// 79 of LiteLLM's cells are not even whole nano-dollars.
    @Test(arguments: [
        ("1.5e-07", 150_000 as Int64), ("6e-07", 600_000), ("0.000283333333", 283_333_333), ("2", 2_000_000_000_000),
        ("0.0", 0), ("1.25E-06", 1_250_000),
    ])
    func `is read from a program's decimal digit by digit`(text: String, forAMillion: Int64) throws {
        let price = try #require(UnitPrice(dollarsEach: text))

        #expect(price.total(of: 1_000_000, .halfEven) == Money(microUSD: forAMillion))
    }

    @Test(arguments: ["", ".", "-1", "1e", "e5", "1,5", "nan", "inf", "0x1", "1e-99", "1e9", "1.2.3", "٣"])
    func `is nothing else`(text: String) { #expect(UnitPrice(dollarsEach: text) == nil) }

    @Test func `long_context_tier_priced: all of a long call costs the long price, and so much is set aside`() throws {
        let prices = ModelPrices.tokens(tiers: [
            try Self.tier(0, 1_000_000, 2_000_000), try Self.tier(200_000, 2_000_000, 3_000_000),
        ])
        func fare(_ input: Int) -> Money {
            prices.fare(
                for: ModelUse(input: input, output: 10, milliseconds: 0, isReported: true), of: "m", "book"
            ).total
        }

        #expect(fare(200_000) == Money(microUSD: 200_020))
        #expect(fare(200_001) == Money(microUSD: 400_032))
        let bound = ModelUse(input: 200_001, output: 10, milliseconds: 0, isReported: false)
        #expect(prices.mostFare(for: bound, of: "m", "book").total == Money(microUSD: 400_032))
    }

    @Test func `sets aside the dearest tier that a call can fall under, and no discount`() throws {
        let prices = ModelPrices.tokens(tiers: [
            try Self.tier(0, 5_000_000, 5_000_000, cached: 1_000_000), try Self.tier(100, 1_000_000, 1_000_000),
        ])
        let use = ModelUse(input: 150, cached: 150, output: 0, milliseconds: 0, isReported: false)

        #expect(prices.mostFare(for: use, of: "m", "book").total == Money(microUSD: 750))
    }

    @Test func `counts what is still known there apart`() throws {
        let prices = ModelPrices.tokens(tiers: [try Self.tier(0, 1_000_000, 2_000_000, cached: 500_000)])
        let use = ModelUse(input: 100, cached: 60, output: 5, milliseconds: 0, isReported: true)

        let fare = prices.fare(for: use, of: "llama3.1:8b", "book")

        #expect(
            fare.items.map(\.unit.name) == [
                "tokens_in/llama3.1-8b", "tokens_cached/llama3.1-8b", "tokens_out/llama3.1-8b",
            ])
        #expect(fare.items.map(\.total) == [Money(microUSD: 40), Money(microUSD: 30), Money(microUSD: 10)])
    }

    @Test func `can be the seconds or the energy of a machine of one's own`() throws {
        let use = ModelUse(input: 9, output: 9, milliseconds: 1_500, isReported: true)
        let second = ModelPrices.seconds(price: try #require(UnitPrice(micros: 100, for: 1)))
        let energy = ModelPrices.energy(price: try #require(UnitPrice(micros: 360_000, for: 1)), watts: 200)

        #expect(second.fare(for: use, of: "m", "b").total == Money(microUSD: 150))
        // 200 W for 1.5 s are 300 J; a kilowatt-hour has 3,600,000 of them.
        #expect(energy.fare(for: use, of: "m", "b").total == Money(microUSD: 30))
        #expect(energy.fare(for: use, of: "m", "b").items.first?.unit.count == 300)
        // 200 W for 0.024 s are 4.8 J and 0.48 micro-dollars: a begun joule is counted, and not paid for as a whole one.
        let short = ModelUse(input: 9, output: 9, milliseconds: 24, isReported: true)
        #expect(energy.fare(for: short, of: "m", "b").total == .zero)
        #expect(energy.fare(for: short, of: "m", "b").items.first?.unit.count == 5)
    }

    @Test func `is counted where it is free, and costs nothing`() {
        let fare = ModelPrices.free.fare(
            for: ModelUse(input: 7, output: 3, milliseconds: 1, isReported: true), of: "m", "b")

        #expect(fare.total == .zero)
        #expect(fare.items.map(\.unit.count) == [7, 3])
    }

    @Test func `is not free by fields that were left empty`() {
        for asked in [
            AskedModelPrices(.tokens, tiers: [.init(input: nil, output: Money(microUSD: 1))]),
            AskedModelPrices(.tokens, tiers: [.init(input: .zero, output: .zero)]), AskedModelPrices(.tokens),
            AskedModelPrices(.tokens, tiers: [.init(above: 5, input: Money(microUSD: 1), output: Money(microUSD: 1))]),
            AskedModelPrices(.seconds), AskedModelPrices(.seconds, price: .zero),
            AskedModelPrices(.energy, price: Money(microUSD: 1)),
            AskedModelPrices(.energy, price: Money(microUSD: 1), watts: 0),
        ] { #expect(throws: Problem.self) { try asked.prices() } }
    }
}
