import KicauCore
import KicauMeter
import KicauPublish

/// One budget of the month as a bar, with the form that changes it.
struct BudgetLine: Sendable {
    /// "network:x", "workspace".
    let word: String
    let name: String
    /// Nil: no network's.
    let mark: Mark?
    let bar: BudgetBar
    /// "61 % used"
    let share: String?
    /// Whether it refuses or warns.
    let kind: String?
    let isHard: Bool
    let capField: String
    let canSet: Bool
    let forecast: Outlook?

    struct Mark: Sendable {
        let network: String
        let networkName: String
    }

    init(
        _ status: BudgetStatus, _ subject: BudgetSubject, forecast: ForecastLine? = nil, canSet: Bool, _ voice: Voice
    ) {
        word = status.scope.word
        name = voice.name(of: subject)
        mark = Mark(subject)
        bar = BudgetBar(status, voice)
        share = status.percent.map { voice.say("\(voice.number($0)) % used") }
        kind = status.cap.map { _ in
            status.isHard ? voice.say("Refuses what would pass it") : voice.say("Only warns")
        }
        isHard = status.isHard
        capField = status.cap?.dollars ?? ""
        self.canSet = canSet
        self.forecast = forecast.map { Outlook($0, voice) }
    }
}

extension BudgetLine {
    /// Where it will stand at the month's end.
    struct Outlook: Sendable {
        let words: String
        /// It is likely to pass the limit, or may.
        let isPassing: Bool

        init(_ line: ForecastLine, _ voice: Voice) {
            isPassing = line.passing != .no
            let sum =
                line.middle == line.high
                ? voice.say("By the month's end probably \(voice.cents(line.middle)).")
                : voice.say(
                    "By the month's end probably \(voice.cents(line.middle)), perhaps \(voice.cents(line.high)).")
            let end = line.runsOut.flatMap { WallFields($0.description + "T00:00") }.map {
                voice.say("It may be used up on \(voice.shortDay($0)).")
            }
            let thin =
                line.isThin
                ? voice.counted(
                    line.daysSeen, one: "That goes by 1 day only.", many: { "That goes by \($0) days only." }) : nil
            words = [sum, end, thin].compactMap(\.self).joined(separator: " ")
        }
    }
}

extension BudgetLine.Mark {
    init?(_ subject: BudgetSubject) {
        switch subject {
        case .network(let id, let name): (network, networkName) = (Networks.mark(id), name)
        case .account(let account): (network, networkName) = (Networks.mark(account.platform), account.platformName)
        case .workspace, .campaign, .ai, .gone: return nil
        }
    }
}

/// What a budget may be set for, to choose from.
struct BudgetForm: Sendable {
    struct Group: Sendable {
        let name: String
        let choices: [ChoiceLine]
    }

    let groups: [Group]
    let amount: String
    let isHard: Bool

    init(
        _ subjects: [(scope: BudgetScope, subject: BudgetSubject)], typed: (word: String, amount: String, isHard: Bool),
        _ voice: Voice
    ) {
        let known = BudgetScope.Kind.allCases.map { kind in
            Group(
                name: voice.say(BudgetForm.heading(of: kind)),
                choices: subjects.filter { $0.scope.kind == kind }.map {
                    ChoiceLine(
                        value: $0.scope.word, name: BudgetForm.name(of: $0.subject, voice),
                        isChosen: $0.scope.word == typed.word)
                })
        }
        groups = known.filter { !$0.choices.isEmpty }
        amount = typed.amount
        isHard = typed.isHard
    }

    private static func name(of subject: BudgetSubject, _ voice: Voice) -> String {
        guard case .account(let account) = subject else { return voice.name(of: subject) }
        return "\(account.platformName) · \(account.handle)"
    }
}

extension BudgetScope {
    /// As a form's field holds it: "workspace", "network:x", "account:12".
    var word: String { subject.isEmpty ? kind.rawValue : "\(kind.rawValue):\(subject)" }

    /// Nil: there is no such thing as that.
    init?(word: String) {
        let halves = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let kind = Kind(rawValue: halves[0]), word.utf8.count <= 200 else { return nil }
        self.init(kind, halves.count == 2 ? halves[1] : "")
    }
}

extension BudgetForm {
    fileprivate static func heading(of kind: BudgetScope.Kind) -> Sentence {
        switch kind {
        case .workspace: "The whole workspace"
        case .network: "A network"
        case .account: "An account"
        case .campaign: "A campaign"
        case .ai: "Language models"
        }
    }
}
