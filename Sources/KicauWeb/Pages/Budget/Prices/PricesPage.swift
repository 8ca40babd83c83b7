import KicauCore
import KicauMeter
import KicauPublish

/// What each network charges, which plans are paid for, and the price lists that people loaded.
struct PricesPage: Page {
    static let template = "prices"

    struct Line: Sendable {
        let network: String
        let networkName: String
        let unit: String
        let price: String
        let tone: String
        let from: String
        let source: String
    }

    struct List: Sendable {
        let id: String
        let network: String
        let networkName: String
        let name: String
        let firstDay: String
        let by: String
        let at: Moment
        let sha: String
        let badge: Badge
        let canDrop: Bool
    }

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let canSet: Bool
    let plans: [PlanCard]
    let hasPlans: Bool
    let effects: EffectsCard?
    /// The list that was checked and may be put in force; nil: none was, or it is a plan that was.
    let checkedList: String?
    let typedList: String
    let lists: [List]
    let hasLists: Bool
    let day: String
    let lines: [Line]
    let example: String

    init(
        _ content: PricesContent, form: PricesForm, problem: Problem?, names: [PlatformID: String], canSet: Bool,
        frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        tabs = MoneyTabs(at: .prices, voice)
        self.problem = problem.map { ProblemText($0, voice) }
        self.canSet = canSet
        plans = content.plans.map { choice in
            PlanCard(choice, typed: form.plan.flatMap { $0.platform == choice.platform ? $0.name : nil }, voice)
        }
        hasPlans = !plans.isEmpty
        effects = form.effects.map { EffectsCard($0.effects, heading: voice.say($0.heading), names: names, voice) }
        checkedList = form.isChecked ? form.list : nil
        typedList = form.isChecked ? "" : form.list
        let today = Day(of: voice.now)
        lists = content.lists.map { List($0, today: today, canSet: canSet, names, voice) }
        hasLists = !lists.isEmpty
        day = content.day.description
        lines = content.lines.map { Line($0, names, voice) }
        example = PricesPage.example
    }

    private static let example = """
        {"platform": "x", "book": "X from December", "source": "docs.x.com, pricing, read 2026-11-27",
         "entered": "2026-11-27", "rows": [{"unit": "post_create", "price": 20000, "from": "2026-12-01"}]}
        """
}

/// What stands on the page whatever was asked.
struct PricesContent: Sendable {
    let plans: [PlanChoice]
    let lists: [PriceListDetail]
    let lines: [PriceLine]
    let day: Day
}

/// What was typed or checked on the page.
struct PricesForm: Sendable {
    var list = ""
    /// It was read and found in order.
    var isChecked = false
    var plan: (platform: PlatformID, name: String)?
    var effects: (heading: Sentence, effects: PriceEffects)?
}

extension PricesPage.Line {
    fileprivate init(_ line: PriceLine, _ names: [PlatformID: String], _ voice: Voice) {
        network = Networks.mark(line.platform)
        networkName = names[line.platform] ?? line.platform.raw
        unit = line.unit
        price = PriceWords.text(line.price, voice)
        tone = PriceWords.tone(line.price)
        from = line.from
        source = line.source
    }
}

extension PricesPage.List {
    fileprivate init(
        _ row: PriceListDetail, today: Day, canSet: Bool, _ names: [PlatformID: String], _ voice: Voice
    ) {
        id = row.id.description
        network = Networks.mark(row.platform)
        networkName = names[row.platform] ?? row.platform.raw
        name = row.name
        firstDay = row.firstDay
        by = row.enteredBy
        at = voice.moment(row.entered)
        sha = String(row.sha256.prefix(12))
        let isAhead = Day(row.firstDay).map { $0 > today } ?? false
        badge =
            if row.dropped != nil {
                Badge(word: voice.say("dropped"), tone: "quiet")
            } else if isAhead {
                Badge(word: voice.say("announced"), tone: "calm")
            } else {
                Badge(word: voice.say("in force"), tone: "good")
            }
        canDrop = canSet && isAhead && row.dropped == nil
    }
}
