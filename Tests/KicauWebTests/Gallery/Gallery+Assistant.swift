import KicauCore

@testable import KicauMeter
@testable import KicauPublish
@testable import KicauWeb

extension Gallery {
    var assistant: [Picture] {
        let budget = BudgetStatus(
            .ai, month: "2026-11", cap: Money(microUSD: 500_000), spent: Money(microUSD: 1_412), held: .zero)
        let spending = [
            SpendingLine(platform: .ai, unit: "tokens_in/gpt-4o-mini", count: 4_210, amount: Money(microUSD: 632))
        ]
        func page(_ standing: AssistantStanding?, _ budget: BudgetStatus?, _ typed: Form, _ problem: Problem?) -> AIPage
        {
            AIPage(
                standing, budget: budget, spending: standing == nil ? [] : spending,
                form: AIForm(standing, budget: budget, typed: typed, voice), problem: problem, canSet: true,
                frame: frame("/budget/ai"), voice)
        }
        // Without it the sections of the template are not entered, and their test says so.
        guard let full = try? Samples.assistant(isPriced: true), let bare = try? Samples.assistant(isPriced: false)
        else { return [] }
        let typed = Form(fields: [
            .init(name: "base_url", value: "m"), .init(name: "streams", value: "yes"),
            .init(name: "above", value: "200000"), .init(name: "kind", value: "soft"),
        ])
        return [
            Picture(name: "ai", page: page(full, budget, Form(), nil)),
            Picture(name: "ai-unpriced", page: page(bare, nil, typed, Samples.broken)),
            Picture(name: "ai-off", page: page(nil, nil, Form(), nil)),
            Picture(name: "compose-assistant", page: compose(full, isAsked: true)),
            Picture(name: "compose-assistant-trouble", page: compose(full, isAsked: false)),
        ]
    }

    private func compose(_ standing: AssistantStanding, isAsked: Bool) -> ComposePage {
        var composing = Composing(Samples.post, key: "key", at: voice.nextQuarter, zone: Samples.workspace.zone)
        composing.parts[0].pictures = [Composing.Attached(Samples.video)]
        var offer = AssistantOffer(endpoint: standing.endpoint)
        if isAsked {
            composing.help.notes = "kopi baru, buka jam tujuh"
            composing.help.offers = [
                .init(text: "Kopi baru pukul tujuh.", goal: .text),
                .init(text: "Kopi baru.\nPukul tujuh.", goal: .own([ID(1), ID(2)])),
                .init(text: "Secangkir kopi.", goal: .alt(part: 0, sha256: Samples.video.sha256)),
            ]
            composing.help.paid = Money(microUSD: 412)
            composing.help.isCut = true
            let quote = AssistantQuote(likely: Money(microUSD: 400), most: Money(microUSD: 1_300))
            for word in ["suggest:draft", "suggest:translate", "suggest:variants"] { offer.quotes[word] = quote }
            offer.quotes["describe:0:\(Samples.video.sha256)"] = AssistantQuote(likely: .zero, most: .zero)
        } else {
            offer.trouble = Samples.broken
        }
        return ComposePage(
            composing, accounts: Samples.accounts, assistant: offer, preview: Samples.preview, problem: nil,
            frame: frame("/compose"), voice)
    }
}

extension Samples {
    static func assistant(isPriced: Bool) throws -> AssistantStanding {
        let endpoint = try ModelEndpoint(
            baseURL: "https://api.openai.com/v1", model: "gpt-4o-mini", takesPictures: isPriced, streams: isPriced)
        func price(_ prices: ModelPrices) -> EnteredPrices {
            EnteredPrices(
                model: "gpt-4o-mini", prices: prices, source: "openai.com/pricing, 2026-11-27", enteredBy: "Ayu",
                entered: now)
        }
        let tokens = AskedModelPrices(
            .tokens,
            tiers: [
                .init(input: Money(microUSD: 150_000), output: Money(microUSD: 600_000)),
                .init(above: 200_000, input: Money(microUSD: 300_000), output: Money(microUSD: 900_000)),
            ])
        let second = AskedModelPrices(.seconds, price: Money(microUSD: 200))
        let energy = AskedModelPrices(.energy, price: Money(microUSD: 120_000), watts: 180)
        return AssistantStanding(
            endpoint: endpoint, hasKey: isPriced, prices: isPriced ? price(try tokens.prices()) : nil,
            history: isPriced
                ? [price(try tokens.prices()), price(try second.prices()), price(try energy.prices()), price(.free)]
                : [],
            inDoubt: isPriced ? [DoubtfulCall(name: "call/1", made: now, amount: Money(microUSD: 1_320))] : [])
    }
}
