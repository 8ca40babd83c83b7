import KicauCore
import KicauMeter
import KicauPublish

/// The workspace's language model: where it is, what it costs, what it has cost.
struct AIPage: Page {
    static let template = "ai"

    struct Spent: Sendable {
        let unit: String
        let count: String
        let amount: String
    }

    struct Doubt: Sendable {
        let name: String
        let at: Moment
        let amount: String
    }

    struct Entered: Sendable {
        let model: String
        let lines: [String]
        let source: String
        let by: String
        let at: Moment
    }

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let isOn: Bool
    let canSet: Bool
    /// "api.openai.com": where what is pressed goes.
    let host: String
    let model: String
    let prices: Entered?
    let isUnpriced: Bool
    let bar: BudgetBar?
    let spent: [Spent]
    let hasSpent: Bool
    let doubts: [Doubt]
    let hasDoubts: Bool
    let form: AIForm
    let history: [Entered]
    let hasHistory: Bool

    init(
        _ standing: AssistantStanding?, budget: BudgetStatus?, spending: [SpendingLine], form: AIForm,
        problem: Problem?, canSet: Bool, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        tabs = MoneyTabs(at: .ai, voice)
        self.problem = problem.map { ProblemText($0, voice) }
        isOn = standing != nil
        self.canSet = canSet
        host = standing?.endpoint.host ?? ""
        model = standing?.endpoint.model ?? ""
        prices = standing?.prices.map { Entered($0, voice) }
        isUnpriced = standing != nil && standing?.prices == nil
        bar = budget.map { BudgetBar($0, voice) }
        spent = spending.filter { $0.platform == .ai }.map {
            Spent(unit: $0.unit, count: voice.number($0.count), amount: voice.money($0.amount))
        }
        hasSpent = !spent.isEmpty
        doubts = (standing?.inDoubt ?? []).map {
            Doubt(name: $0.name, at: voice.moment($0.made), amount: voice.money($0.amount))
        }
        hasDoubts = !doubts.isEmpty
        self.form = form
        history = (standing?.history ?? []).map { Entered($0, voice) }
        hasHistory = !history.isEmpty
    }
}

extension AIPage.Entered {
    fileprivate init(_ prices: EnteredPrices, _ voice: Voice) {
        model = prices.model
        lines = voice.lines(of: prices.prices)
        source = prices.source
        by = prices.enteredBy
        at = voice.moment(prices.entered)
    }
}

/// What the forms of the page hold: what is set, or what was typed and is not right yet.
struct AIForm: Sendable {
    let baseURL: String
    let endpointModel: String
    let hasKey: Bool
    let takesPictures: Bool
    let streams: Bool
    let limitNames: [ChoiceLine]
    let mostOutput: String
    let pictureTokens: String
    let bases: [ChoiceLine]
    let input: String
    let output: String
    let cached: String
    let above: String
    let hasAbove: Bool
    let inputAbove: String
    let outputAbove: String
    let cachedAbove: String
    let price: String
    let watts: String
    let source: String
    let cap: String
    let capIsHard: Bool

    init(_ standing: AssistantStanding?, budget: BudgetStatus?, typed: Form, _ voice: Voice) {
        let endpoint = standing?.endpoint
        let isTyped = typed.has("base_url")
        func text(_ name: String, _ kept: String?) -> String { typed.has(name) ? typed[name] : kept ?? "" }
        baseURL = text("base_url", endpoint?.baseURL)
        endpointModel = text("model", endpoint?.model)
        hasKey = standing?.hasKey == true
        takesPictures = isTyped ? typed.has("pictures") : endpoint?.takesPictures == true
        streams = isTyped ? typed.has("streams") : endpoint?.streams ?? true
        let limitName = typed.filled("limit_name") ?? endpoint?.limitName.rawValue
        limitNames = ModelEndpoint.LimitName.allCases.map {
            ChoiceLine(value: $0.rawValue, name: $0.rawValue, isChosen: $0.rawValue == limitName)
        }
        mostOutput = text("most_output", "\(endpoint?.mostOutput ?? ModelEndpoint.usualOutput)")
        pictureTokens = text("picture_tokens", "\(endpoint?.pictureTokens ?? ModelEndpoint.usualPictureTokens)")
        let basis = typed.filled("basis") ?? AskedModelPrices.Basis.tokens.rawValue
        bases = AskedModelPrices.Basis.allCases.map {
            ChoiceLine(value: $0.rawValue, name: voice.say(AIForm.name(of: $0)), isChosen: $0.rawValue == basis)
        }
        (input, output, cached) = (typed["input"], typed["output"], typed["cached"])
        (above, inputAbove, outputAbove) = (typed["above"], typed["input_above"], typed["output_above"])
        hasAbove = !above.isEmpty
        (cachedAbove, price, watts, source) = (typed["cached_above"], typed["price"], typed["watts"], typed["source"])
        cap = text("cap", budget?.cap?.dollars)
        capIsHard = typed.has("kind") ? typed["kind"] != "soft" : budget?.isHard ?? true
    }
}

extension AIForm {
    fileprivate static func name(of basis: AskedModelPrices.Basis) -> Sentence {
        switch basis {
        case .tokens: "by tokens"
        case .seconds: "by the second"
        case .energy: "by energy, on a machine of our own"
        case .free: "free"
        }
    }
}
