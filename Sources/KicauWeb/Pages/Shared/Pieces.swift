import KicauCore
import KicauPublish

/// A problem in the reader's language.
struct ProblemText: Sendable, Hashable {
    let what: String
    let toDo: String
    let field: String?
    let code: String

    init(_ problem: Problem, _ voice: Voice) {
        what = voice.say(problem.what)
        toDo = voice.say(problem.toDo)
        field = problem.field
        code = problem.code.rawValue
    }
}

/// An account with its network's mark, as chips and rows show it.
struct AccountChip: Sendable, Hashable {
    let accountID: String
    /// The icon's and colour's name: "x", "bluesky".
    let network: String
    let networkName: String
    let handle: String
    let displayName: String
    let initial: String
    /// Only where a network has many servers and the handle does not name its own.
    let server: String?

    init(_ account: AccountSummary) {
        accountID = account.id.description
        network = Networks.mark(account.platform)
        networkName = account.platformName
        handle = account.handle
        displayName = account.displayName.isEmpty ? account.handle : account.displayName
        initial = displayName.first.map { String($0).uppercased() } ?? "?"
        server = account.platform == "mastodon" && !account.handle.contains("@") ? Links.host(of: account.server) : nil
    }
}

/// A network's mark alone: a calendar shows hundreds of them.
struct NetworkMark: Sendable, Hashable {
    let network: String
    let networkName: String

    init(_ account: AccountSummary) {
        network = Networks.mark(account.platform)
        networkName = account.platformName
    }
}

enum Networks {
    /// Networks we drew a mark for; any other gets a plain globe.
    private static let drawn: Set<PlatformID> = [
        "x", "facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky",
    ]

    static func mark(_ platform: PlatformID) -> String { drawn.contains(platform) ? platform.raw : "globe" }
}

/// A post as lists show it.
struct PostRow: Sendable {
    struct Target: Sendable, Hashable {
        let chip: AccountChip
        let badge: Badge
        let url: String?
    }

    let path: String
    let excerpt: String?
    let badge: Badge
    let moment: Moment?
    let author: String
    let thumbnail: String?
    /// "Thread of 3"; nil for a single post.
    let thread: String?
    let targets: [Target]

    init(_ post: PostSummary, _ voice: Voice) {
        path = "/posts/\(post.id)"
        excerpt = post.excerpt.isEmpty ? nil : post.excerpt
        badge = voice.badge(post.state)
        moment = post.due.map { voice.moment($0.instant) }
        author = post.author
        thumbnail = post.firstPicture.map { "/media/\($0)/thumbnail" }
        thread = post.parts > 1 ? voice.say("Thread of \(voice.number(post.parts))") : nil
        targets = post.deliveries.map {
            Target(
                chip: AccountChip($0.account), badge: voice.badge($0.state, waitingFor: $0.waitingFor),
                url: Links.web($0.url))
        }
    }
}

/// What a settlement or refusal tells: our words and the platform's own.
struct StoryText: Sendable {
    let what: String
    let toDo: String?
    /// Shown as it came, in a `<pre>`.
    let answer: String?
    let status: Int?

    init(_ story: Settlement.Story, _ voice: Voice) {
        what = voice.say(story.what)
        toDo = story.toDo.map(voice.say)
        answer = story.answer.flatMap { $0.isEmpty ? nil : $0 }
        status = story.status
    }
}

/// How much of the month's money is spent and set aside, for the bar.
struct BudgetBar: Sendable {
    let month: String
    let spent: String
    let held: String
    /// Nil: no limit was set.
    let cap: String?
    let left: String?
    /// Of the bar's 1000 units.
    let spentWidth: Int
    let heldWidth: Int
    let heldStart: Int
    let isNearlyUsed: Bool
    let summary: String

    init(_ status: BudgetStatus, _ voice: Voice) {
        let month = WallFields(status.month + "-01T00:00").map(voice.monthAndYear) ?? status.month
        self.month = month
        spent = voice.money(status.spent)
        held = voice.money(status.held)
        cap = status.cap.map(voice.money)
        left = status.left.map(voice.money)
        // Without a limit the bar shows how what is used divides.
        let whole = max(1, (status.cap ?? (status.spent + status.held)).microUSD)
        spentWidth = BudgetBar.share(status.spent, of: whole)
        heldStart = spentWidth
        heldWidth = min(1000 - spentWidth, BudgetBar.share(status.held, of: whole))
        isNearlyUsed = status.cap != nil && spentWidth + heldWidth >= 850
        summary =
            if let cap = status.cap, let left = status.left {
                voice.say("\(voice.money(left)) left of \(voice.money(cap)) for \(month)")
            } else {
                voice.say("\(voice.money(status.spent)) spent in \(month); no limit is set")
            }
    }

    private static func share(_ part: Money, of whole: Int64) -> Int {
        let bounded = min(max(part.microUSD, 0), whole)
        return Int((Double(bounded) / Double(whole) * 1000).rounded())
    }
}
