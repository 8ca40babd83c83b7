import KicauCore
import KicauStore

/// The readings that lie ahead: pure. Nothing here is guessed but how much will be said, which goes by the last 28 days.
struct ReadingPlan {
    /// So many of one kind, of one account in one piece of the calendar.
    struct Line {
        /// Its place among the accounts.
        let account: Int
        let kind: ReadingKind
        /// Its place among the calendar's pieces.
        let piece: Int
        /// How old the posts are then; nil: they are no posts.
        let age: Duration?
        let count: Int
        /// What the looks bring.
        let said: Int
    }

    /// In the order in which they are made; posts before numbers before the inbox.
    let lines: [Line]

    /// - Parameter ages: how long after its publication each post is read.
    init(of accounts: [ReadAccount], _ checks: [ComingChecks], ages: [Duration], in calendar: ReadingCalendar) {
        let posts = ReadingPlan.posts(of: accounts, checks, ages, calendar)
        lines = calendar.pieces.indices.flatMap { piece -> [Line] in
            (posts[piece] ?? []).sorted(by: ReadingPlan.isBefore)
                + accounts.indices.flatMap { ReadingPlan.looks(at: accounts[$0], $0, piece, calendar) }
        }
    }

    private struct Batch: Hashable {
        let account: Int
        let piece: Int
        let age: Duration
    }

    private static func posts(
        of accounts: [ReadAccount], _ checks: [ComingChecks], _ ages: [Duration], _ calendar: ReadingCalendar
    ) -> [Int: [Line]] {
        let places = Dictionary(accounts.indices.map { (accounts[$0].id, $0) }) { first, _ in first }
        var counts: [Batch: Int] = [:]
        for check in checks {
            guard let account = places[check.account] else { continue }
            for age in check.after.map({ [$0] }) ?? ages {
                let at = check.after == nil ? check.at + age : check.at
                guard let piece = calendar.place(of: at) else { continue }
                counts[Batch(account: account, piece: piece, age: age), default: 0] += check.count
            }
        }
        let lines = counts.map { batch, count in
            Line(
                account: batch.account, kind: ReadingKind(ofPostAged: batch.age), piece: batch.piece, age: batch.age,
                count: count, said: 0)
        }
        return Dictionary(grouping: lines, by: \.piece)
    }

    private static func looks(
        at account: ReadAccount, _ place: Int, _ number: Int, _ calendar: ReadingCalendar
    ) -> [Line] {
        let piece = calendar.pieces[number]
        let begin = calendar.pieces[0].from
        func looks(_ pace: ReadAccount.Pace?, in piece: ReadingCalendar.Piece) -> Int {
            pace?.looks(from: piece.from, to: piece.to, after: begin) ?? 0
        }
        func line(_ kind: ReadingKind, _ pace: ReadAccount.Pace?, _ said: Int) -> Line? {
            let count = looks(pace, in: piece)
            guard count > 0 else { return nil }
            return Line(account: place, kind: kind, piece: number, age: nil, count: count, said: said)
        }
        func said(before moment: Instant) -> Int64 {
            Int64(account.said) * (moment - begin).inMilliseconds / ReadAccount.saidWithin.inMilliseconds
        }
        // What is said where nobody looks, the next look finds.
        let since = calendar.pieces[..<number].last { looks(account.inbox, in: $0) > 0 }?.to ?? begin
        let new = Int(said(before: piece.to) - said(before: since))
        return [line(.numbers, account.numbers, 0), line(.inbox, account.inbox, new)].compactMap(\.self)
    }

    private static func isBefore(_ a: Line, _ b: Line) -> Bool {
        (a.account, a.age ?? .zero) < (b.account, b.age ?? .zero)
    }
}
