import KicauCore

extension Graph {
    /// An account's own fields that count something.
    func count(_ account: String, _ names: [Metric: String], unit: MeterUnit, via line: any Line) async -> Numbers {
        let fields = names.values.sorted().joined(separator: ",")
        switch await ask(get(account, fields: fields), unit: unit, via: line) {
        case .lost(let failure): return failure.numbers
        case .no(let complaint): return table.numbers(of: complaint)
        case .yes(let answer): return Numbers(in: answer, names.mapValues { [$0] }, of: answer.withoutPaging)
        }
    }
}

extension JSONValue {
    /// For keeping: the addresses of other pages carry the access token.
    var withoutPaging: JSONValue {
        switch self {
        case .object(let members): .object(members.filter { $0.key != "paging" }.mapValues(\.withoutPaging))
        case .array(let items): .array(items.map(\.withoutPaging))
        case .null, .bool, .number, .integer, .string: self
        }
    }
}
