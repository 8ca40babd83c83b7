import KicauCore
import KicauMeter

/// A payment as somebody typed it.
struct TypedPayment: Sendable {
    var network = ""
    var amount = ""
    var day = ""
    var memo = ""
    var reference = ""

    init() {}

    init(_ form: Form) {
        network = form.trimmed("network")
        amount = form.trimmed("amount")
        day = form.trimmed("day")
        memo = form.trimmed("memo")
        reference = form.trimmed("reference")
    }
}

/// Where a payment is entered.
struct PaymentForm: Sendable {
    let networks: [ChoiceLine]
    let amount: String
    let day: String
    let memo: String
    let reference: String
    let longestMemo: Int
    let longestReference: Int
    let today: String

    init(_ payees: [PlatformID], typed: TypedPayment, _ names: [PlatformID: String], _ voice: Voice) {
        networks = payees.map {
            ChoiceLine(value: $0.raw, name: voice.networkName($0, names), isChosen: $0.raw == typed.network)
        }
        today = voice.wall(voice.now).dayText
        amount = typed.amount
        day = typed.day.isEmpty ? today : typed.day
        memo = typed.memo
        reference = typed.reference
        longestMemo = Payment.longestMemo
        longestReference = Payment.longestReference
    }
}
