import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

extension Desk {
    func bills(_ request: Request, _ visit: Visit) async throws -> Response { try await billsPage(visit) }

    private func billsPage(
        _ visit: Visit, typed: TypedFigure = TypedFigure(), problem: Problem? = nil
    ) async throws -> Response {
        let caller = try visit.caller
        let page = BillsPage(
            try await house.metering.billChecks(for: caller), reads: try await house.usages.reads(for: caller),
            payees: try await house.metering.payees(for: caller), typed: typed, problem: problem,
            names: house.networkNames, canEnter: caller.role.may(.manage), canAsk: caller.role.may(.connect),
            frame: frame(visit.voice.say("Bills"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }

    func enterBill(_ request: Request, _ visit: Visit) async throws -> Response {
        let typed = TypedFigure(visit.form)
        return try await enteringBill(typed, visit) {
            guard let amount = try visit.form.money("amount") else { throw Problem.noAmount }
            return [
                NewFigure(
                    platform: PlatformID(typed.network), month: typed.month, amount: amount,
                    source: BillFigure.Source(rawValue: typed.source) ?? .console, note: typed.note)
            ]
        }
    }

    func enterBillTable(_ request: Request, _ visit: Visit) async throws -> Response {
        let typed = TypedFigure(visit.form)
        return try await enteringBill(typed, visit) {
            try BillTable.read(typed.table, platform: PlatformID(typed.network))
        }
    }

    private func enteringBill(
        _ typed: TypedFigure, _ visit: Visit, _ read: () throws -> [NewFigure]
    ) async throws -> Response {
        do {
            try await house.metering.enter(try read(), by: try visit.caller)
            return .seeOther("/budget/ledger/bills", notice: .saved)
        } catch let problem as Problem where problem.field != nil {
            return try await billsPage(visit, typed: typed, problem: problem)
        }
    }

    func bookDifference(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        guard let shown = Int64(form["difference"]) else { throw Problem.noAmount }
        let made = try await house.metering.adjust(
            PlatformID(form.trimmed("network")), month: form.trimmed("month"), by: Money(microUSD: shown),
            memo: form.trimmed("memo"), caller: try visit.caller)
        return .seeOther("/budget/ledger/\(made)", notice: .saved)
    }

    func askReads(_ request: Request, _ visit: Visit) async throws -> Response {
        _ = try await house.usages.ask(by: try visit.caller)
        return .seeOther("/budget/ledger/bills", notice: .checked)
    }
}
