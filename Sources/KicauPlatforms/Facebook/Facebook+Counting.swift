public import KicauCore

extension Facebook {
    /// Its followers, and how often and by how many the page and its posts were seen on its last whole day.
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        let graph = graph(signedIn)
        let call = graph.get("me", fields: "followers_count")
        do {
            let reply = try await line.call(call, unit: FacebookUnit.read)
            switch GraphAnswer(reply, table: graph.table) {
            case .lost(let failure): return failure.numbers
            case .no(let complaint): return graph.table.numbers(of: complaint)
            case .yes(let answer):
                let own = Numbers(in: answer, [.followers: ["followers_count"]], of: answer.withoutPaging)
                return own.joined(by: await seen(graph, at: reply.at, via: line))
            }
        } catch { return error.numbers }
    }

    private func seen(_ graph: Graph, at now: Instant, via line: any Line) async -> Numbers {
        let names = FacebookInsights.names(at: now)
        let insights = Insights(
            graph: graph, unit: FacebookUnit.read, names: names.first.page, formerly: names.then.page, period: "day")
        return await insights.numbers(of: "me", via: line)
    }
}
