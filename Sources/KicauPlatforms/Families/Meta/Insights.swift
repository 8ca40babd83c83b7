import KicauCore

/// Meta's insights of one post or account.
struct Insights {
    let graph: Graph
    let unit: MeterUnit
    let names: [(metric: Metric, name: String)]
    var edge = "insights"

    /// One metric that this post or this version does not know fails the whole call: then each is asked for by itself.
    func numbers(of post: String, via line: any Line) async -> Numbers {
        switch await ask(names.map(\.name), of: post, via: line) {
        case .lost(let failure): return failure.numbers
        case .yes(let answer): return numbers(in: answer)
        case .no(let complaint):
            guard graph.table.meaning(of: complaint) == .invalidContent else {
                return graph.table.numbers(of: complaint)
            }
            var found = Numbers.none
            for (_, name) in names {
                guard case .yes(let answer) = await ask([name], of: post, via: line) else { continue }
                found = found.joined(by: numbers(in: answer))
            }
            return found.values.isEmpty ? graph.table.numbers(of: complaint) : found
        }
    }

    private func ask(_ names: [String], of post: String, via line: any Line) async -> GraphAnswer {
        let call = graph.get(post + "/" + edge, query: [("metric", names.joined(separator: ","))])
        return await graph.ask(call, unit: unit, via: line)
    }

    /// Each metric is a row, with one value, or with a total where the network adds up over time.
    private func numbers(in answer: JSONValue) -> Numbers {
        var values: [Metric: Int64] = [:]
        for row in answer["data"]?.array ?? [] {
            guard let metric = names.first(where: { $0.name == row["name"]?.string })?.metric else { continue }
            let value = row["values"]?.array?.last?["value"] ?? row.at("total_value", "value")
            values[metric] = value?.wholeNumber
        }
        return Numbers(values, answers: [answer.withoutPaging])
    }
}
