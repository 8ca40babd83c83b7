import ArgumentParser
import KicauCore
import KicauMeter
import KicauPublish

struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Play the price shock of 2023 or of 2026 again over a demo team.",
        discussion: """
            A team with two accounts on X and one on Mastodon plans posts; then the list of that day is loaded, as \
            `kicau prices load` would. Shown is what a person sees before it is in force, and what becomes of each post, \
            day by day until the last is due. Everything happens in a folder that is taken away at the end; no network is called.
            """)

    enum Year: String, ExpressibleByArgument, CaseIterable {
        case of2023 = "2023"
        case of2026 = "2026"

        var shock: Shock {
            switch self {
            case .of2023: .of2023
            case .of2026: .of2026
            }
        }
    }

    @Argument(help: "2023: free access ends. 2026: a link costs $0.20.")
    var year: Year

    @Option(help: "So many posts for each of the two accounts on X, one every other day.")
    var posts = 20

    @Option(help: "The month's budget, in dollars.")
    var budget = "2"

    func run() async throws {
        guard (1...200).contains(posts), let cap = Money(dollars: budget) else {
            throw ClientTalk.wrongUsage("--posts goes from 1 to 200, and --budget is an amount such as 2 or 0.50.")
        }
        try await Talk.run { show(try await DrillGround.play(year.shock, posts: posts, cap: cap)) }
    }

    private func show(_ report: Drill.Report) {
        print("\(year.shock.announced): \(report.planned) posts are planned on X. The new list, before it is in force:")
        print(
            "  \(report.effects.changing.count) get another price, \(report.effects.ending.count) cannot be paid for.")
        for effect in report.effects.ending.prefix(3) {
            switch effect.fate {
            case .changes: continue
            case .stops(let why), .runsOut(let why): print("  \(effect.due.rfc3339) @\(effect.handle): \(why)")
            }
        }
        for offer in report.offers {
            print("  \(offer.plan), $\(offer.monthly.dollars) a month: leaves \(offer.unpaid) unpaid")
        }
        if let taken = report.taken { print("Taken: \(taken.plan).") }
        print("That evening: \(report.scheduled) scheduled, \(report.waiting) waiting for a person.")
        showDays(report)
    }

    private func showDays(_ report: Drill.Report) {
        ClientTalk.printTable(
            ["DAY", "DUE", "AS PLANNED", "OTHER WORDS", "ELSEWHERE", "LATER", "WAITING", "MISSED", "SPENT"],
            report.days.map { day in
                let counts = [
                    day.due, day.asPlanned, day.inOtherWords, day.elsewhere, day.later, day.waiting, day.missed,
                ]
                return [day.day.description] + counts.map(String.init) + ["$" + day.spent.dollars]
            })
        print("In all: \(report.sent) went out, \(report.missed) missed.")
    }
}
