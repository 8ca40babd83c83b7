import KicauCore

/// How many posts Instagram takes of an account in a day: its pages say 25, 50 or 100, so the account is asked.
extension Instagram {
    static let limitStep = "limit"

    /// Before anything is staged. What cannot be read holds nothing up: Instagram says no itself when it is time to.
    func askLimit(_ errand: Errand, via line: any Line) async -> Preparation {
        let graph = graph(errand.signedIn)
        let call = graph.get(
            errand.signedIn.account.remoteID + "/content_publishing_limit", fields: "config,quota_usage")
        guard case .yes(let answer) = await graph.ask(call, unit: InstagramUnit.limit, via: line),
            let shown = answer["data"]?.array?.first, let used = shown["quota_usage"]?.int,
            let most = shown.at("config", "quota_total")?.int
        else { return .ready([:], expires: nil) }
        guard used >= most else {
            return .ready(["used": .integer(Int64(used)), "most": .integer(Int64(most))], expires: nil)
        }
        return .postponed(until: errand.now + Instagram.limitPause, .quotaExhausted(answer: answer.text))
    }

    /// The day is counted back from each moment, and Instagram does not say when the next post has room.
    private static let limitPause = Duration.minutes(30)
}
