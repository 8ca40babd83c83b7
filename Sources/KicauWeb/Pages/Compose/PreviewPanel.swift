import KicauCore
import KicauPublish

/// What each network will show, what its rules say and what it costs: the composer's right side.
struct PreviewPanel: Page {
    static let template = "preview-panel"

    struct Rule: Sendable, Hashable {
        let what: String
        let toDo: String
        let tone: String
        /// "Part 2"; nil when it is about the post as a whole.
        let part: String?
    }

    struct Card: Sendable {
        let preview: PreviewCard
        let rules: [Rule]
        let refusals: String?
        let fare: String?
        let fareItems: [FareItem]
        let fareProblem: ProblemText?
        let cheaper: String?
        let ways: [CheaperButton]
        let hasWays: Bool
        /// A link would stand there without a card.
        let bareLink: String?
    }

    let clock: ClockNote?
    let cards: [Card]
    let isEmpty: Bool
    let total: String
    let left: String?
    /// What else is planned until the month's end; nil: nothing that costs.
    let calendar: String?
    /// What readings come to until then; nil: nothing.
    let readings: String?
    /// What language models would come to at their recent pace; nil: nothing.
    let ai: String?
    let budgets: [PlanLine]
    let isOver: Bool
    let canGoOut: Bool
    let verdict: String?

    /// Before anything was chosen.
    init(empty voice: Voice, clock: ClockNote? = nil) {
        self.clock = clock
        cards = []
        isEmpty = true
        total = voice.money(.zero)
        left = nil
        calendar = nil
        readings = nil
        ai = nil
        budgets = []
        isOver = false
        canGoOut = false
        verdict = nil
    }

    init(_ preview: Preview, when: String, clock: ClockNote?, _ voice: Voice) {
        self.clock = clock
        cards = preview.accounts.map { Card($0, when: when, voice) }
        isEmpty = preview.accounts.isEmpty
        total = voice.money(preview.total)
        budgets = preview.plan?.shares.compactMap { PlanLine($0, voice) } ?? []
        left = budgets.isEmpty ? preview.left.map(voice.money) : nil
        calendar = preview.plan.flatMap { $0.deliveries == 0 ? nil : PlanLine.calendar($0, voice) }
        readings = preview.plan.flatMap { $0.readings > .zero ? voice.money($0.readings) : nil }
        ai = preview.plan.flatMap { $0.ai > .zero ? voice.money($0.ai) : nil }
        isOver = preview.plan?.isOver ?? preview.left.map { preview.total > $0 } ?? false
        canGoOut = preview.canGoOut
        let stopped = preview.accounts.count { !$0.rendered.refusals.isEmpty || $0.fare == nil }
        verdict =
            stopped == 0
            ? nil
            : voice.counted(
                stopped, one: "1 account cannot take this yet", many: { "\($0) accounts cannot take this yet" })
    }
}

extension PreviewPanel.Card {
    init(_ account: AccountPreview, when: String, _ voice: Voice) {
        preview = PreviewCard(
            account.account, account.rendered.rendition, trimmings: account.trimmings,
            lengths: account.rendered.lengths, when: when, voice)
        rules = account.rendered.broken.map { PreviewPanel.Rule($0, of: account.rendered.lengths.count, voice) }
        refusals = account.rendered.refusals.isEmpty ? nil : voice.number(account.rendered.refusals.count)
        fare = account.fare.map { $0.total == .zero ? voice.say("free") : voice.money($0.total) }
        fareItems = account.fare?.items.map { FareItem($0, voice) } ?? []
        fareProblem = account.fareProblem.map { ProblemText($0, voice) }
        cheaper = account.cheaper.map(voice.say)
        ways = account.ways.map { CheaperButton($0, for: account.account.id, voice) }
        hasWays = !account.ways.isEmpty
        bareLink =
            account.bareLinks.isEmpty
            ? nil
            : voice.say(
                "\(account.account.platformName) reads no pages: without a card, only the link itself is shown.")
    }
}

extension PreviewPanel.Rule {
    fileprivate init(_ rule: RuleBroken, of parts: Int, _ voice: Voice) {
        what = voice.say(rule.what)
        toDo = voice.say(rule.toDo)
        part = parts > 1 ? rule.part.map { voice.say("Part \(voice.number($0 + 1))") } : nil
        tone =
            switch rule.weight {
            case .refuses: "bad"
            case .warns: "alert"
            }
    }
}

/// The counters under one text: each network's own length.
struct Counters: Page {
    static let template = "counters"

    struct Item: Sendable {
        let network: String
        let name: String
        let length: PreviewCard.Length
    }

    let items: [Item]

    /// For each part of the composer, one entry for each different count among its networks.
    static func all(_ preview: Preview, parts: Int, _ voice: Voice) -> [Counters] {
        (0..<parts).map { place in
            var seen: Set<String> = []
            let items = preview.accounts.compactMap { account -> Item? in
                let lengths = account.rendered.lengths
                guard lengths.indices.contains(place) else { return nil }
                let chip = AccountChip(account.account)
                let length = PreviewCard.Length(lengths[place], voice)
                guard seen.insert("\(chip.network) \(length.text)").inserted else { return nil }
                return Item(network: chip.network, name: chip.networkName, length: length)
            }
            return Counters(items: items)
        }
    }
}
