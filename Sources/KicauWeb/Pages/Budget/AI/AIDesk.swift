import Foundation
import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

extension Desk {
    func ai(_ request: Request, _ visit: Visit) async throws -> Response { try await aiPage(nil, visit) }

    func saveEndpoint(_ request: Request, _ visit: Visit) async throws -> Response {
        try await kept(visit) { form, caller in
            let key: KeptKey =
                switch (form.filled("key"), form.has("drop_key")) {
                case (let word?, _): .new(Redacted(word))
                case (nil, true): .none
                case (nil, false): .asItIs
                }
            try await house.publishing.assistant.save(try form.endpoint(), key: key, by: caller)
        }
    }

    func saveModelPrices(_ request: Request, _ visit: Visit) async throws -> Response {
        try await kept(visit) { form, caller in
            let assistant = house.publishing.assistant
            guard let model = try await assistant.standing(for: caller)?.endpoint.model else {
                throw Problem(
                    .notPossibleNow, "There is no model to price yet.", do: "Enter the endpoint first.",
                    field: "model")
            }
            if let file = form.files.first(where: { $0.name == "file" }) {
                let bytes = try file.bytes(atMost: LiteLLMPrices.mostBytes + 1)
                try await assistant.price(model, fromLiteLLM: bytes, source: form["source"], by: caller)
            } else {
                try await assistant.price(
                    model, try form.modelPrices().prices(), source: form["source"], by: caller)
            }
        }
    }

    func setAICap(_ request: Request, _ visit: Visit) async throws -> Response {
        try await kept(visit) { form, caller in
            try await house.metering.setBudget(
                .ai, try form.money("cap"), isHard: form["kind"] != "soft", by: caller)
        }
    }

    func turnAIOff(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.assistant.turnOff(by: try visit.caller)
        return .seeOther("/budget/ai", notice: .saved)
    }

    func resolveAICall(_ request: Request, _ visit: Visit) async throws -> Response {
        do {
            try await house.publishing.assistant.resolve(
                visit.form["call"], isBilled: visit.form["billed"] == "yes", amount: try visit.form.money("amount"),
                by: try visit.caller)
            return .seeOther("/budget/ai", notice: .resolved)
        } catch let problem as Problem where problem.field != nil {
            return try await aiPage(problem, visit)
        }
    }

    /// Does it, or shows the page again with what was typed and what is wrong with it.
    private func kept(_ visit: Visit, _ work: (Form, Caller) async throws -> Void) async throws -> Response {
        do {
            try await work(visit.form, try visit.caller)
            return .seeOther("/budget/ai", notice: .saved)
        } catch let problem as Problem where problem.field != nil {
            return try await aiPage(problem, visit)
        }
    }

    private func aiPage(_ problem: Problem?, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let standing = try await house.publishing.assistant.standing(for: caller)
        let budgets = try await house.metering.budgets(for: caller)
        let budget = budgets.first { $0.scope == .ai }
        let month = budgets.first?.month ?? ""
        let page = AIPage(
            standing, budget: budget, spending: try await house.metering.spending(month: month, for: caller),
            form: AIForm(standing, budget: budget, typed: problem == nil ? Form() : visit.form, visit.voice),
            problem: problem, canSet: caller.role.may(.manage),
            frame: frame(visit.voice.say("AI"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }
}

extension Form {
    fileprivate func endpoint() throws(Problem) -> ModelEndpoint {
        try ModelEndpoint(
            baseURL: self["base_url"], model: self["model"], takesPictures: has("pictures"), streams: has("streams"),
            limitName: ModelEndpoint.LimitName(rawValue: self["limit_name"]) ?? .usual,
            mostOutput: number("most_output"), pictureTokens: number("picture_tokens"))
    }

    /// What is no number is as wrong as one that is too small.
    private func number(_ name: String) -> Int { Int(trimmed(name)) ?? -1 }

    fileprivate func modelPrices() throws(Problem) -> AskedModelPrices {
        let basis = AskedModelPrices.Basis(rawValue: self["basis"]) ?? .tokens
        var tiers = [
            AskedModelPrices.Tier(
                input: try money("input"), output: try money("output"), cached: try money("cached"))
        ]
        if filled("above") != nil {
            tiers.append(
                AskedModelPrices.Tier(
                    above: number("above"), input: try money("input_above"), output: try money("output_above"),
                    cached: try money("cached_above")))
        }
        return AskedModelPrices(basis, tiers: tiers, price: try money("price"), watts: Int(trimmed("watts")))
    }
}
