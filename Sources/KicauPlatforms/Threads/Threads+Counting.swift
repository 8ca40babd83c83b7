public import KicauCore

extension Threads {
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        let insights = Insights(
            graph: graph(signedIn), unit: ThreadsUnit.read, names: [(.followers, "followers_count")],
            edge: "threads_insights")
        return await insights.numbers(of: signedIn.account.remoteID, via: line)
    }
}
