import KicauCore

/// Meta's insights of one post or account.
struct Insights {
    typealias Name = (metric: Metric, name: String)

    let graph: Graph
    let unit: MeterUnit
    let names: [Name]
    /// What the same numbers are called at another time: asked for once, when the network does not know the first.
    var formerly: [Name] = []
    var edge = "insights"
    /// "day": accounts have numbers of spans of time.
    var period: String?

    /// One metric that this post or this version does not know fails the whole call: then the other names are tried,
    /// and then each is asked for by itself.
    func numbers(of post: String, via line: any Line) async -> Numbers {
        var unknown: Complaint?
        for names in [names, formerly] where !names.isEmpty {
            switch await ask(names.map(\.name), of: post, via: line) {
            case .lost(let failure): return failure.numbers
            case .yes(let answer): return numbers(in: answer)
            case .no(let complaint):
                guard graph.table.meaning(of: complaint) == .invalidContent else {
                    return graph.table.numbers(of: complaint)
                }
                unknown = unknown ?? complaint
            }
        }
        let found = await each(of: post, via: line)
        guard found.values.isEmpty, let unknown else { return found }
        return graph.table.numbers(of: unknown)
    }

    private func each(of post: String, via line: any Line) async -> Numbers {
        var found = Numbers.none
        var asked: Set<String> = []
        for (metric, name) in names + formerly where found.values[metric] == nil && asked.insert(name).inserted {
            guard case .yes(let answer) = await ask([name], of: post, via: line) else { continue }
            found = found.joined(by: numbers(in: answer))
        }
        return found
    }

    private func ask(_ names: [String], of post: String, via line: any Line) async -> GraphAnswer {
        let span = period.map { [("period", $0)] } ?? []
        let call = graph.get(post + "/" + edge, query: [("metric", names.joined(separator: ","))] + span)
        return await graph.ask(call, unit: unit, via: line)
    }

    /// Each metric is a row, with one value, or with a total where the network adds up over time.
    private func numbers(in answer: JSONValue) -> Numbers {
        var values: [Metric: Int64] = [:]
        for row in answer["data"]?.array ?? [] {
            let meant = (names + formerly).first { $0.name == row["name"]?.string }
            guard let metric = meant?.metric else { continue }
            let value = row["values"]?.array?.last?["value"] ?? row.at("total_value", "value")
            values[metric] = value?.wholeNumber
        }
        return Numbers(values, answers: [answer.withoutPaging])
    }
}
