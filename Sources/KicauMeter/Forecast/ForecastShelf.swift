import KicauCore
import Synchronization

/// Forecasts that were made within the hour, so that a page need not wait for one.
final class ForecastShelf: Sendable {
    /// What a forecast depends on: with anything of it changed, it is made anew.
    struct Question: Hashable {
        let statuses: [BudgetStatus]
        let plans: [String: String]
        let zone: String
        let books: String
        let today: Day
    }

    private struct Kept {
        let question: Question
        let at: Instant
        let lines: [ForecastLine]
    }

    private static let age = Duration.hours(1)
    private static let room = 1000

    private let kept = Mutex<[ID<Workspace>: Kept]>([:])

    func lines(for workspace: ID<Workspace>, _ question: Question, at now: Instant) -> [ForecastLine]? {
        kept.withLock { kept in
            guard let found = kept[workspace], found.question == question, found.at <= now,
                now < found.at + ForecastShelf.age
            else { return nil }
            return found.lines
        }
    }

    func keep(_ lines: [ForecastLine], for workspace: ID<Workspace>, _ question: Question, at now: Instant) {
        kept.withLock { kept in
            if kept.count >= ForecastShelf.room { kept = [:] }
            kept[workspace] = Kept(question: question, at: now, lines: lines)
        }
    }
}
