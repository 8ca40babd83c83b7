import KicauCore
import KicauMeter

extension Scenario {
    /// What a page's or the API's query asks. A plan that it does not name stays as it is paid for.
    /// - Throws: `.badInput`, `.badDate`.
    init(_ query: Form, of workspace: Workspace) throws(Problem) {
        var plans = workspace.paidPlans
        for word in query.all("plan") {
            let (platform, name) = try Scenario.plan(word)
            plans[platform] = name
        }
        try self.init(
            plans: plans, pricesOf: try query.day("prices"), posts: try Scenario.posts(query),
            postsPercent: try Scenario.percent(query, "posts"), callsPercent: try Scenario.percent(query, "calls"))
    }

    /// "x:Basic"; "x:" is X paid for by use.
    private static func plan(_ word: String) throws(Problem) -> (PlatformID, String?) {
        let halves = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, (1...40).contains(halves[0].utf8.count), halves[1].utf8.count <= 80 else {
            throw Problem(
                .badInput, "\"\(String(word.prefix(40)))\" names no plan.",
                do: "Write it like x:Basic, or x: to pay for each use.", field: "plan")
        }
        return (PlatformID(String(halves[0])), halves[1].isEmpty ? nil : String(halves[1]))
    }

    private static func posts(_ query: Form) throws(Problem) -> Posts {
        guard let text = query.filled("coming") else { return .usual }
        guard let posts = Posts(rawValue: text) else {
            throw Problem(
                .badInput, "\"\(String(text.prefix(40)))\" is not a way to reckon with posts to come.",
                do: "Write usual or planned.", field: "coming")
        }
        return posts
    }

    private static func percent(_ query: Form, _ name: String) throws(Problem) -> Int {
        guard let text = query.filled(name) else { return 100 }
        guard let percent = Int(text), percents.contains(percent) else {
            throw Problem(
                .badInput, "\"\(String(text.prefix(20)))\" is no percentage that Kicau reckons with.",
                do: "Give a whole number from 0 to 10000; 100 leaves it as it is.", field: name)
        }
        return percent
    }
}

/// The form of a question, filled in as it was asked.
struct ScenarioForm: Sendable {
    struct PlanChoice: Sendable {
        let network: String
        let networkName: String
        let options: [ChoiceLine]
    }

    let choices: [PlanChoice]
    let prices: String
    let posts: String
    let calls: String
    let coming: [ChoiceLine]

    init(
        _ scenario: Scenario, plans: [(platform: PlatformID, names: [String])], typed: Form?,
        names: [PlatformID: String], _ voice: Voice
    ) {
        choices = plans.map { platform, offered in
            PlanChoice(
                network: Networks.mark(platform), networkName: names[platform] ?? platform.raw,
                options: ([""] + offered).map { name in
                    ChoiceLine(
                        value: "\(platform):\(name)", name: name.isEmpty ? voice.say("Each use is paid for") : name,
                        isChosen: scenario.plans[platform] ?? "" == name)
                })
        }
        prices = typed?["prices"] ?? scenario.pricesOf?.description ?? ""
        posts = typed?["posts"] ?? String(scenario.postsPercent)
        calls = typed?["calls"] ?? String(scenario.callsPercent)
        coming = Scenario.Posts.allCases.map {
            ChoiceLine(
                value: $0.rawValue, name: voice.say(ScenarioForm.name(of: $0)), isChosen: scenario.posts == $0)
        }
    }
}

extension ScenarioForm {
    fileprivate static func name(of posts: Scenario.Posts) -> Sentence {
        switch posts {
        case .usual: "as many as usual, where fewer are planned"
        case .planned: "only what is planned"
        }
    }
}
