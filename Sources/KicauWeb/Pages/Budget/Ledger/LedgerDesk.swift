import Hummingbird
import KicauCore
import KicauMeter

extension Desk {
    func ledger(_ request: Request, _ visit: Visit) async throws -> Response {
        let asked = request.question
        return try await ledgerPage(
            LedgerQuestion(
                month: asked.filled("month"), account: asked.filled("account"), after: asked.filled("after")), visit)
    }

    private func ledgerPage(
        _ question: LedgerQuestion, typed: TypedPayment = TypedPayment(), problem: Problem? = nil, _ visit: Visit
    ) async throws -> Response {
        let caller = try visit.caller
        let metering = house.metering
        let view = LedgerView(
            question: question, sheet: try await metering.bookings(question, for: caller),
            balances: try await metering.balances(month: question.month, for: caller),
            prepaid: try await metering.prepaid(for: caller), payees: try await metering.payees(for: caller),
            typed: typed, problem: problem)
        let page = LedgerPage(
            view, names: house.networkNames, canEnter: caller.role.may(.manage),
            frame: frame(visit.voice.say("Ledger"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }

    func booking(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let booking = try await house.metering.booking(try visit.number("id", of: Booking.self), for: caller)
        let page = BookingPage(
            booking, names: house.networkNames, canEnter: caller.role.may(.manage),
            frame: frame("K\(booking.id)", at: .budget, for: visit), visit.voice)
        return try show(page, to: visit)
    }

    func enterPayment(_ request: Request, _ visit: Visit) async throws -> Response {
        let typed = TypedPayment(visit.form)
        do {
            guard let amount = try visit.form.money("amount") else { throw Problem.noAmount }
            let payment = Payment(
                platform: PlatformID(typed.network), amount: amount, day: typed.day, memo: typed.memo,
                reference: typed.reference)
            _ = try await house.metering.enter(payment, by: try visit.caller)
            return .seeOther("/budget/ledger?month=\(String(typed.day.prefix(7)))", notice: .saved)
        } catch let problem as Problem where problem.field != nil {
            return try await ledgerPage(LedgerQuestion(), typed: typed, problem: problem, visit)
        }
    }

    func takeBookingBack(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Booking.self)
        let made = try await house.metering.reverse(id, memo: visit.form.trimmed("memo"), by: try visit.caller)
        return .seeOther("/budget/ledger/\(made)", notice: .saved)
    }

    func ledgerFile(_ request: Request, _ visit: Visit) async throws -> Response {
        let asked = request.question
        guard let format = LedgerExport.Format(rawValue: asked["format"]) else {
            throw Problem.noFormat(asked["format"])
        }
        let export = try await house.metering.export(
            from: asked.trimmed("from"), to: asked.trimmed("to"), for: try visit.caller)
        return Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(export.fileName(format))\"",
            ], body: .init(byteBuffer: .init(string: export.text(format))))
    }
}

extension Problem {
    static var noAmount: Problem {
        Problem(.badInput, "There is no amount.", do: "Write it like 25 or 12.50.", field: "amount")
    }

    static func noFormat(_ text: String) -> Problem {
        Problem(
            .badInput, "\"\(String(text.prefix(20)))\" is no format of a ledger file.",
            do: "Choose csv, hledger or beancount.", field: "format")
    }
}
