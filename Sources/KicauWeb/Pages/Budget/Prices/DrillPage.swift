import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

/// A price shock of the past, played again over a demo team: what became of its posts, day by day.
struct DrillPage: Page {
    static let template = "drills"

    struct Choice: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    struct Line: Sendable {
        let day: String
        let due: String
        let asPlanned: String
        let inOtherWords: String
        let elsewhere: String
        let later: String
        let waiting: String
        let missed: String
        let tone: String
        let spent: String

        init(_ day: DrilledDay, _ voice: Voice) {
            self.day = day.day.description
            due = voice.number(day.due)
            asPlanned = voice.number(day.asPlanned)
            inOtherWords = voice.number(day.inOtherWords)
            elsewhere = voice.number(day.elsewhere)
            later = voice.number(day.later)
            waiting = voice.number(day.waiting)
            missed = voice.number(day.missed)
            tone = day.missed > 0 ? "bad" : "good"
            spent = voice.money(day.spent)
        }
    }

    let frame: Frame
    let tabs: MoneyTabs
    let choices: [Choice]
    /// What was played; nil: nothing yet.
    let heading: String?
    let lines: [String]
    let days: [Line]
    let hasDays: Bool

    init(_ played: (shock: Shock, report: Drill.Report)?, frame: Frame, _ voice: Voice) {
        self.frame = frame
        tabs = MoneyTabs(at: .prices, voice)
        choices = Shock.allCases.map {
            Choice(value: $0.rawValue, name: voice.say(DrillPage.name($0)), isChosen: $0 == played?.shock)
        }
        heading = played.map { voice.say(DrillPage.name($0.shock)) }
        lines = played.map { DrillPage.sentences($0.shock, $0.report, voice).map(voice.say) } ?? []
        days = played?.report.days.map { Line($0, voice) } ?? []
        hasDays = !days.isEmpty
    }

    private static func name(_ shock: Shock) -> Sentence {
        switch shock {
        case .of2023: "2023: free access to X ends"
        case .of2026: "2026: a link on X costs $0.20"
        }
    }

    private static func sentences(_ shock: Shock, _ report: Drill.Report, _ voice: Voice) -> [Sentence] {
        let planned = voice.number(report.planned)
        var lines: [Sentence] = [
            "On \(shock.announced.description) \(planned) posts are planned. The new list is loaded, and says before it is in force: \(voice.number(report.effects.changing.count)) get another price, \(voice.number(report.effects.ending.count)) could not be paid for."
        ]
        if let taken = report.taken {
            lines.append("The plan \(taken.plan) is taken, for \(voice.money(taken.monthly)) a month.")
        }
        lines.append(
            "That evening \(voice.number(report.scheduled)) are scheduled and \(voice.number(report.waiting)) wait for a person."
        )
        lines.append(
            "In the end \(voice.number(report.sent)) went out, and \(voice.number(report.missed)) were missed though a way could be paid."
        )
        return lines
    }
}

extension Desk {
    func drills(_ request: Request, _ visit: Visit) async throws -> Response {
        try await drillPage(nil, visit)
    }

    /// Changes nothing here: the team and its money are made up, and gone afterwards.
    func playDrill(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.caller.must(.manage)
        guard let drill = house.drill, let shock = Shock(rawValue: visit.form["shock"]) else {
            throw Problem(.notFound, "There is no such drill.", do: "Reload the page and choose again.")
        }
        return try await drillPage((shock, try await drill(shock)), visit)
    }

    private func drillPage(_ played: (shock: Shock, report: Drill.Report)?, _ visit: Visit) async throws -> Response {
        try visit.caller.must(.look)
        let page = DrillPage(played, frame: frame(visit.voice.say("Drills"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit)
    }
}
