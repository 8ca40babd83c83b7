public import KicauCore

/// What was said to an account, out of its notifications. The network's own view lists them, and the account's server
/// asks it for us.
extension Bluesky {
    static let inbox = InboxRules(deeds: [.like, .unlike, .hide, .unhide], listensEvery: .minutes(3))

    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        let line = proving(line, for: listening.signedIn)
        var walk = NotificationWalk(listening)
        for page in 0..<NotificationWalk.mostPages where !walk.isDone {
            do throws(LineFailure) {
                let call = Bluesky.notificationsCall(from: walk.cursor, listening.signedIn)
                let reply = try await line.call(call, unit: BlueskyUnit.read)
                guard reply.isSuccess, let answer = reply.json, answer["notifications"]?.array != nil else {
                    return Bluesky.stopped(walk, at: page, Bluesky.complaint(reply))
                }
                walk.take(answer)
            } catch { return page == 0 ? error.heard : .said(walk.said, mark: walk.mark) }
        }
        return .said(walk.said, mark: walk.mark)
    }

    /// What was read before a page failed is kept. A place in the list that the network no longer knows is given up.
    private static func stopped(_ walk: NotificationWalk, at page: Int, _ complaint: Complaint) -> Heard {
        if page > 0 { return .said(walk.said, mark: walk.mark) }
        if walk.cursor != nil, errors.meaning(of: complaint) == .invalidContent {
            return .said([], mark: walk.withoutPlace)
        }
        return errors.heard(of: complaint)
    }

    static func notificationsCall(from cursor: String?, _ signedIn: SignedIn) -> Call {
        let reasons = BlueskyWire.reasons.value.map { ("reasons", $0) }
        return viewCall(
            "app.bsky.notification.listNotifications",
            reasons + [("limit", "100")] + (cursor.map { [("cursor", $0)] } ?? []), signedIn)
    }
}

/// One reading of the notifications, newest first, down to those that were heard before.
///
/// Where more has come than one reading may ask for, its mark keeps the place in the list, and the next goes on there;
/// what comes meanwhile is heard when this walk has reached its end.
struct NotificationWalk {
    static let mostPages = 5
    /// The view sorts by the time a record claims, if that is earlier than when it came: what was written offline, or
    /// came late, stands below what was heard already. So the last hour before the mark is read again.
    static let overlap = Duration.hours(1)

    private let account: Account
    private let web: String
    /// Older ones were heard before, or lie beyond the first reach.
    private let floor: Instant
    private var newest: Instant
    private(set) var cursor: String?
    private(set) var said: [Said] = []
    private(set) var isDone = false

    init(_ listening: Listening) {
        account = listening.signedIn.account
        web = Bluesky.web(listening.signedIn.app)
        let mark = listening.mark
        let known = mark["newest"]?.string.flatMap(TimeReading.iso)
        let began = listening.now - Listening.firstReach
        cursor = mark["cursor"]?.string
        let kept = cursor == nil ? nil : mark["floor"]?.string.flatMap(TimeReading.iso)
        floor = kept ?? known.map { $0 - NotificationWalk.overlap } ?? began
        newest = known ?? floor
    }

    mutating func take(_ answer: JSONValue) {
        for item in answer["notifications"]?.array ?? [] {
            guard let at = item["indexedAt"]?.string.flatMap(TimeReading.iso) else { continue }
            guard at >= floor else {
                isDone = true
                break
            }
            newest = max(newest, at)
            if let one = Said(notification: item, at: at, to: account, web: web) { said.append(one) }
        }
        let next = answer["cursor"]?.string
        if next == nil || next == cursor { isDone = true }
        cursor = next
    }

    var mark: [String: JSONValue] {
        guard !isDone, let cursor else { return ["newest": .string(TimeReading.isoText(newest))] }
        return [
            "newest": .string(TimeReading.isoText(newest)), "floor": .string(TimeReading.isoText(floor)),
            "cursor": .string(cursor),
        ]
    }

    /// For a walk whose place in the list is no longer known: all above the floor is read again.
    var withoutPlace: [String: JSONValue] {
        ["newest": .string(TimeReading.isoText(floor + NotificationWalk.overlap))]
    }
}
