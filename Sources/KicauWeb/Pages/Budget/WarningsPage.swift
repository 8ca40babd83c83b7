import Hummingbird
import KicauCore
import KicauPublish

/// What was said of the budgets, who was told, and the address it is called out to.
struct WarningsPage: Page {
    static let template = "warnings"

    struct Telling: Sendable {
        let what: String
        let to: String
        let badge: Badge
        let at: Moment
        /// As the mail server or the webhook put it.
        let trouble: String?
    }

    struct Hook: Sendable {
        let url: String
        let setBy: String
        let set: Moment
    }

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let warnings: [WarningLine]
    let hasWarnings: Bool
    let canManage: Bool
    /// There is a mail server.
    let mails: Bool
    let hook: Hook?
    /// What was typed and could not be kept.
    let address: String
    /// The new secret, shown this once.
    let secret: String?
    let tellings: [Telling]
    let hasTellings: Bool

    init(
        _ warnings: [WarningDetail], limits: [LimitWarningDetail] = [], credits: [CreditsDetail] = [],
        tellings: [WarningTelling], hook: WarningHook?,
        secret: Redacted<String>? = nil,
        address: String = "", problem: Problem? = nil, canManage: Bool, mails: Bool, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        tabs = MoneyTabs(at: .budget, voice)
        self.problem = problem.map { ProblemText($0, voice) }
        self.warnings =
            credits.map { WarningLine($0, voice) } + limits.map { WarningLine($0, voice) }
            + warnings.map { WarningLine($0, voice) }
        hasWarnings = !self.warnings.isEmpty
        self.canManage = canManage
        self.mails = mails
        self.hook = hook.map { Hook(url: $0.url, setBy: $0.setBy, set: voice.moment($0.set)) }
        self.address = problem == nil ? hook?.url ?? "" : address
        self.secret = secret?.reveal()
        self.tellings = tellings.map { Telling($0, voice) }
        hasTellings = !tellings.isEmpty
    }
}

extension WarningsPage.Telling {
    fileprivate init(_ telling: WarningTelling, _ voice: Voice) {
        switch telling.about {
        case .budget(let subject, let crossing):
            let name = voice.name(of: subject)
            what =
                crossing.percent.map { voice.say("\(name): \(voice.number($0)) %") }
                ?? voice.say("\(name): the forecast")
        case .limit(let limit):
            what = voice.say("\(limit.network): \(voice.number(limit.warning.percent)) %")
        case .credits(let network): what = voice.say("\(network): no credits left")
        case .gone: what = voice.say("A limit that is over")
        }
        to = telling.to.map { $0.isEmpty ? voice.say("a former member") : $0 } ?? voice.say("the webhook")
        badge = Badge(
            word: voice.say(WarningsPage.word(for: telling.state)), tone: WarningsPage.tone(of: telling.state))
        at = voice.moment(telling.made)
        trouble = telling.trouble
    }
}

extension Desk {
    func warnings(_ request: Request, _ visit: Visit) async throws -> Response { try await warningsPage(visit) }

    private func warningsPage(
        _ visit: Visit, secret: Redacted<String>? = nil, address: String = "", problem: Problem? = nil
    ) async throws -> Response {
        let caller = try visit.caller
        let manages = caller.role.may(.manage)
        let book = house.publishing.warnings
        let page = WarningsPage(
            try await book.list(for: caller), limits: try await book.limits(for: caller),
            credits: try await house.publishing.creditsGone(for: caller),
            tellings: manages ? try await book.tellings(for: caller) : [],
            hook: manages ? try await book.hook(for: caller) : nil, secret: secret, address: address,
            problem: problem, canManage: manages, mails: house.settings.alarms.mail,
            frame: frame(visit.voice.say("Budget warnings"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }

    /// Answers with a page: the secret is shown now or never.
    func setWarningHook(_ request: Request, _ visit: Visit) async throws -> Response {
        let address = visit.form.trimmed("url")
        do {
            let secret = try await house.publishing.warnings.setHook(address, by: try visit.caller)
            return try await warningsPage(visit, secret: secret)
        } catch let problem as Problem where problem.field != nil {
            return try await warningsPage(visit, address: address, problem: problem)
        }
    }

    func dropWarningHook(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.warnings.dropHook(by: try visit.caller)
        return .seeOther("/budget/warnings", notice: .saved)
    }
}

extension WarningsPage {
    fileprivate static func tone(of state: WarningTelling.State) -> String {
        switch state {
        case .waiting: "busy"
        case .told: "good"
        case .unsure: "alert"
        case .givenUp: "bad"
        }
    }

    fileprivate static func word(for state: WarningTelling.State) -> Sentence {
        switch state {
        case .waiting: "on its way"
        case .told: "told"
        case .unsure: "sent, no answer"
        case .givenUp: "given up"
        }
    }
}
