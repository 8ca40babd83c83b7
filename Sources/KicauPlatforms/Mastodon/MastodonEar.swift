import KicauCore

/// How far the mentions have been read: from the newest back to where listening began, later from the mark forward.
struct MastodonEar {
    enum Page: Hashable {
        case newest
        case before(String)
        /// Those right after it: the oldest first when there are more than fit.
        case after(String)
    }

    /// A server that gives more than it was asked for fills no reading by itself.
    private static let longestPage = 100

    /// What comes next; nil: all that there is has been read.
    private(set) var page: Page?
    private let account: Account
    /// What is older was there before anybody listened. Some servers have no pages and show it each time.
    private let since: Instant
    private var newest: String?
    private let isFirst: Bool
    private var seen: Set<String> = []
    private var said: [Said] = []

    init(_ listening: Listening) {
        account = listening.signedIn.account
        since =
            listening.mark["since"]?.int.map { Instant(ms: Int64($0)) } ?? listening.now - Listening.firstReach
        let newest = listening.mark["newest"]?.string
        self.newest = newest
        isFirst = newest == nil
        page = listening.mark["before"]?.string.map(Page.before) ?? newest.map(Page.after) ?? .newest
    }

    /// Takes the page that was asked for, newest first as every server sorts it.
    mutating func take(_ items: [JSONValue]) {
        let all = items.compactMap(MastodonWire.Notification.init).filter { !seen.contains($0.id) }
        seen.formUnion(all.map(\.id))
        // Servers without pages show the same one again: then it was the last.
        guard let page, let first = all.first else { return turn() }
        switch page {
        case .newest, .before: takeBack(Array(all.prefix(MastodonEar.longestPage)))
        case .after:
            let taken = all.suffix(MastodonEar.longestPage)
            let next = taken.first?.id ?? first.id
            said += heard(in: Array(taken))
            newest = next
            self.page = .after(next)
        }
    }

    private mutating func takeBack(_ all: [MastodonWire.Notification]) {
        newest = newest ?? all.first?.id
        said += heard(in: all)
        guard let last = all.last, (last.created ?? since) >= since else { return turn() }
        page = .before(last.id)
    }

    /// The way back is at its end: a later reading goes on with what has come in the meantime.
    private mutating func turn() {
        if case .before = page, !isFirst, let newest {
            page = .after(newest)
        } else {
            page = nil
        }
    }

    private func heard(in all: [MastodonWire.Notification]) -> [Said] {
        all.filter { ($0.created ?? since) >= since }.compactMap { $0.said(to: account) }
    }

    var heard: Heard {
        var before: JSONValue?
        if case .before(let id) = page { before = .string(id) }
        return .said(
            said,
            mark: JSONValue.members([
                ("since", .integer(since.ms)), ("newest", newest.map(JSONValue.string)), ("before", before),
            ]).object ?? [:])
    }
}
