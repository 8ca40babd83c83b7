import Foundation
import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

extension Desk {
    func prices(_ request: Request, _ visit: Visit) async throws -> Response {
        try await pricesPage(PricesForm(), nil, on: try request.question.day("on"), visit)
    }

    /// Shows what a list would do. Nothing is changed.
    func checkPrices(_ request: Request, _ visit: Visit) async throws -> Response {
        var form = PricesForm()
        do {
            form.list = try visit.form.list()
            let checked = try await house.publishing.priceLists.check(form.list, for: try visit.caller)
            form.isChecked = true
            form.effects = ("What the list \(checked.book.name) would do", checked.effects)
            return try await pricesPage(form, nil, visit)
        } catch let problem as Problem where problem.field != nil {
            return try await pricesPage(form, problem, visit)
        }
    }

    func loadPrices(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = PricesForm(list: visit.form["list"])
        do {
            _ = try await house.publishing.priceLists.load(form.list, by: try visit.caller)
            return .seeOther("/budget/prices", notice: .pricesLoaded)
        } catch let problem as Problem where problem.field != nil {
            return try await pricesPage(form, problem, visit)
        }
    }

    func dropPrices(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: LoadedList.self)
        try await house.publishing.priceLists.drop(id, by: try visit.caller)
        return .seeOther("/budget/prices", notice: .saved)
    }

    /// Shows what another plan would do, or puts it in force.
    func choosePlan(_ request: Request, _ visit: Visit) async throws -> Response {
        let platform = PlatformID(visit.form.trimmed("platform"))
        let plan = visit.form.filled("plan")
        let caller = try visit.caller
        let prices = house.publishing.priceLists
        guard visit.form["step"] == "check" else {
            try await prices.setPlan(plan, on: platform, by: caller)
            return .seeOther("/budget/prices", notice: .saved)
        }
        var form = PricesForm(plan: (platform, plan ?? ""))
        let effects = try await prices.check(plan, on: platform, for: caller)
        form.effects =
            plan.map { ("What the plan \($0) would do", effects) } ?? ("What paying for each use would do", effects)
        return try await pricesPage(form, nil, visit)
    }

    private func pricesPage(_ form: PricesForm, _ problem: Problem?, on day: Day? = nil, _ visit: Visit) async throws
        -> Response
    {
        let caller = try visit.caller
        let prices = house.publishing.priceLists
        let day = day ?? Day(of: visit.voice.now)
        let content = PricesContent(
            plans: try await prices.plans(for: caller), lists: try await prices.list(for: caller),
            lines: house.metering.prices(on: day.begins, for: caller.workspace), day: day)
        let page = PricesPage(
            content, form: form, problem: problem, names: house.networkNames, canSet: caller.role.may(.manage),
            frame: frame(visit.voice.say("Prices"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }
}

extension Form {
    /// The file that came with the form, or what was pasted into it.
    fileprivate func list() throws -> String {
        guard let file = files.first(where: { $0.name == "file" }) else { return self["list"] }
        guard let text = String(data: try file.bytes(atMost: PriceBook.mostBytes + 1), encoding: .utf8) else {
            throw Problem(
                .badInput, "The file is no text.", do: "Choose a price list in JSON, as UTF-8.", field: "list")
        }
        return text
    }
}
