import KicauCore
import KicauMeter

/// A bill as somebody typed it.
struct TypedFigure: Sendable {
    var network = ""
    var month = ""
    var amount = ""
    var note = ""
    var source = ""
    var table = ""

    init() {}

    init(_ form: Form) {
        network = form.trimmed("network")
        month = form.trimmed("month")
        amount = form.trimmed("amount")
        note = form.trimmed("note")
        source = form.trimmed("source")
        table = form["table"]
    }
}

/// Where the sum of a bill is entered.
struct FigureForm: Sendable {
    let networks: [ChoiceLine]
    let sources: [ChoiceLine]
    let month: String
    let thisMonth: String
    let amount: String
    let note: String
    let longestNote: Int
    let table: String

    init(_ payees: [PlatformID], _ typed: TypedFigure, _ names: [PlatformID: String], _ voice: Voice) {
        networks = payees.map {
            ChoiceLine(value: $0.raw, name: voice.networkName($0, names), isChosen: $0.raw == typed.network)
        }
        sources = BillFigure.Source.allCases.map {
            ChoiceLine(value: $0.rawValue, name: voice.say($0.inWords), isChosen: $0.rawValue == typed.source)
        }
        thisMonth = String(voice.wall(voice.now).dayText.prefix(7))
        month = typed.month.isEmpty ? thisMonth : typed.month
        amount = typed.amount
        note = typed.note
        longestNote = Payment.longestReference
        table = typed.table
    }
}

extension BillFigure.Source {
    fileprivate var inWords: Sentence {
        switch self {
        case .console: "The network's console"
        case .invoice: "An invoice"
        }
    }
}
