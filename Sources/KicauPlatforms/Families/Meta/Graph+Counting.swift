import KicauCore

extension Graph {
    /// An account's own fields that count something.
    func count(_ account: String, _ names: [Metric: String], unit: MeterUnit, via line: any Line) async -> Numbers {
        let fields = names.values.sorted().joined(separator: ",")
        switch await ask(get(account, fields: fields), unit: unit, via: line) {
        case .lost(let failure): return failure.numbers
        case .no(let complaint): return table.numbers(of: complaint)
        case .yes(let answer): return Numbers(in: answer, names.mapValues { [$0] }, of: answer)
        }
    }
}
