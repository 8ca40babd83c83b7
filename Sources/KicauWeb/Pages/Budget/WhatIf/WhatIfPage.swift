import Hummingbird
import KicauCore
import KicauMeter

/// What this month and the next would cost under another plan, at other prices, or with more posts.
struct WhatIfPage: Page {
    static let template = "what-if"

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let form: ScenarioForm
    /// Both months together: more, less, or the same.
    let lead: String
    let basis: String
    let chart: WhatIfChart
    let months: [WhatIfTable]

    init(
        _ answer: WhatIfAnswer, plans: [(platform: PlatformID, names: [String])], typed: Form? = nil,
        problem: Problem? = nil, names: [PlatformID: String], frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        tabs = MoneyTabs(at: .whatIf, voice)
        self.problem = problem.map { ProblemText($0, voice) }
        form = ScenarioForm(answer.scenario, plans: plans, typed: typed, names: names, voice)
        lead = voice.say(WhatIfPage.lead(answer, voice))
        basis = voice.say(WhatIfPage.basis(answer, voice))
        chart = WhatIfChart(answer, names: names, voice)
        months = zip(answer.asItIs, answer.asked).map { WhatIfTable($0, $1, names: names, voice) }
    }
}

extension Desk {
    func whatIf(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let query = request.question
        do {
            let scenario = try Scenario(query, of: caller.workspace)
            return try show(try await whatIf(scenario, for: visit), to: visit)
        } catch let problem as Problem where problem.field != nil {
            // What was typed stays in its field; the months are shown as they are.
            let page = try await whatIf(
                try Scenario(Form(), of: caller.workspace), typed: query, problem: problem, for: visit)
            return try show(page, to: visit, status: problem.code.status)
        }
    }

    private func whatIf(
        _ scenario: Scenario, typed: Form? = nil, problem: Problem? = nil, for visit: Visit
    ) async throws -> WhatIfPage {
        WhatIfPage(
            try await house.metering.whatIf(scenario, for: try visit.caller), plans: house.metering.plansEverSold,
            typed: typed, problem: problem, names: house.networkNames,
            frame: frame(visit.voice.say("What if"), at: .budget, for: visit), visit.voice)
    }
}

extension WhatIfPage {
    fileprivate static func basis(_ answer: WhatIfAnswer, _ voice: Voice) -> Sentence {
        answer.daysSeen == 0
            ? "Nothing is known of the days before today, so only what is planned counts for the days to come."
            : "What is usual is taken from the last \(voice.number(answer.daysSeen)) days. Months and days are those of UTC, by which networks count."
    }

    fileprivate static func lead(_ answer: WhatIfAnswer, _ voice: Voice) -> Sentence {
        let asItIs = answer.asItIs.reduce(Money.zero) { $0 + $1.total }
        let asked = answer.asked.reduce(Money.zero) { $0 + $1.total }
        if asked == asItIs { return "Both months together cost \(voice.money(asItIs))." }
        return asked > asItIs
            ? "Both months together would cost \(voice.money(asked)): \(voice.money(asked - asItIs)) more than they do."
            : "Both months together would cost \(voice.money(asked)): \(voice.money(asItIs - asked)) less than they do."
    }
}
