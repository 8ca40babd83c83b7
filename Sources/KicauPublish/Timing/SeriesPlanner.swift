import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Plans the posts of series some weeks ahead, each as an ordinary post of its own.
///
/// A day is planned once: it has one row, and its post one key, whatever stops in between.
public struct SeriesPlanner: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    /// So far ahead posts are planned, and their money set aside.
    static let daysAhead = 35

    public func run() async throws {
        await takeTurns(every: .hours(1)) { await turn() }
    }

    /// One look at all series that run.
    func turn() async {
        do {
            let (rows, workspaces) = try await kit.store.read { (try $0.runningSeries(), try $0.allWorkspaces()) }
            for row in rows {
                guard let workspace = workspaces.first(where: { $0.id == row.workspace }) else { continue }
                try await plan(row, in: workspace)
            }
        } catch {
            kit.log.error("series could not be planned", metadata: ["error": "\(error)"])
        }
    }

    func plan(_ id: SeriesID, in workspace: Workspace) async throws {
        guard let row = try await kit.store.read({ try $0.series(id, in: workspace.id) }) else { return }
        try await plan(row, in: workspace)
    }

    private func plan(_ row: SeriesRow, in workspace: Workspace) async throws {
        guard row.state == SeriesState.running.rawValue else { return }
        let now = kit.time.now()
        guard let today = WallFields(try Due(at: now, zone: row.recurrence.zone).wall) else { return }
        let known = try await kit.store.read { try $0.occurrences(of: row.id) }
        for day in row.recurrence.days(from: today, through: today.adding(days: SeriesPlanner.daysAhead)) {
            let occurrence = known.first { $0.day == day.dayText }
            let due = try row.recurrence.due(on: day)
            guard occurrence?.state != "planned", due.instant > now else { continue }
            try await place(row, day: day.dayText, due: due, again: occurrence?.post, in: workspace)
        }
        if row.recurrence.next(from: today) == nil {
            _ = try await kit.store.write { try $0.setSeriesState("ended", from: ["running"], of: row.id) }
        }
    }

    private func place(_ row: SeriesRow, day: String, due: Due, again: PostID?, in workspace: Workspace) async throws {
        try await kit.store.write { try $0.beginOccurrence(of: row.id, on: day) }
        let publishing = Publishing(kit: kit)
        // A series acts for who began it.
        let author = Caller(
            user: User(id: ID(0), email: "", name: row.author, language: nil), workspace: workspace, role: .owner)
        let key = "series-\(row.id)-\(day)"
        let content = try JSONText.decode(DraftContent.self, from: row.content)
        do {
            let post: PostID
            if let again {
                try await publishing.reschedule(again, timing: .at(due), by: author)
                post = again
            } else {
                post = try await publishing.schedule(
                    content, as: nil, version: nil, timing: .at(due), key: key, by: author)
            }
            try await kit.store.write { try $0.endOccurrence(of: row.id, on: day, post: post, trouble: nil) }
        } catch let problem as Problem where !SeriesPlanner.passing.contains(problem.code) {
            try await keep(row, day: day, due: due, again: again, key: key, problem)
        }
    }

    /// What passes by itself is tried again with the next turn; all else is for a person.
    private static let passing: Set<Problem.Code> = [.broken, .diskFull, .changedMeanwhile, .damagedDatabase]

    /// The post is kept for a person, at its time, with what stopped it.
    private func keep(_ row: SeriesRow, day: String, due: Due, again: PostID?, key: String, _ problem: Problem)
        async throws
    {
        let content = try PostContent(try JSONText.decode(DraftContent.self, from: row.content))
        let story = Settlement.Story(problem.what, do: problem.toDo)
        let now = kit.time.now()
        try await kit.store.write { tx in
            let post: PostID
            if let found = try again ?? tx.post(scheduledWith: key, in: row.workspace) {
                post = found
                try tx.setDue(due, state: PostState.needsYou.rawValue, of: found, at: now)
            } else {
                post = try tx.addPost(
                    content, state: PostState.needsYou.rawValue, due: due, key: key, author: row.author,
                    in: row.workspace, at: now)
            }
            try tx.endOccurrence(of: row.id, on: day, post: post, trouble: story)
            tx.noteChange(in: row.workspace)
        }
        kit.log.warning(
            "a post of a series needs a person", metadata: ["series": "\(row.id)", "why": "\(problem.what)"])
    }
}
