import KicauCore
import KicauPublish

/// What the composer's form holds while a post is being written, before it is one.
struct Composing: Sendable, Equatable {
    struct Part: Sendable, Equatable {
        var text = ""
        var pictures: [Attached] = []
        var card: Card?
    }

    /// One account's own words.
    struct Own: Sendable, Equatable {
        var texts: [String]
        var comment: String
    }

    enum When: String, Sendable { case later, slot, now }

    var id: PostID?
    var version: Int?
    /// Made once when the composer is opened, so that pressing twice schedules once.
    var key: String
    var accounts: [AccountID] = []
    var parts: [Part] = [Part()]
    var firstComment = ""
    var own: [AccountID: Own] = [:]
    var options: [PlatformID: ChosenOptions] = [:]
    var campaign: ID<Campaign>?
    /// What gives way when it cannot be paid; nil: what the workspace has.
    var ways: [Way]?
    var when = When.later
    var date = ""
    var time = ""
    var zone = ""
    /// Which of two, where the clock shows the time twice; nil while nobody has said.
    var fold: Fold?
    var repeating = Repeating()
    /// The next free posting time of the chosen accounts, once it was looked for; nil when there is none.
    var nextSlot: Due?
    var people = People()
    var help = Help()

    static let mostParts = 25

    init(key: String, at wall: WallFields, zone: String) {
        self.key = key
        date = wall.dayText
        time = wall.timeText
        self.zone = zone
    }

    init(_ form: Form, zone standard: String) {
        id = PostID(form["post"])
        version = Int(form["version"])
        key = String(form["key"].prefix(100))
        accounts = form.all("account").compactMap { AccountID($0) }
        let count = min(max(Int(form["parts"]) ?? 1, 1), Composing.mostParts)
        parts = (0..<count).map { place in
            Part(
                text: form["text-\(place)"],
                pictures: form.all("picture-\(place)").map { Attached(form, place, $0) }, card: Card(form, place))
        }
        firstComment = form["comment"]
        for text in form.all("own") {
            guard let account = AccountID(text) else { continue }
            own[account] = Own(
                texts: (0..<count).map { form["own-\(account)-\($0)"] }, comment: form["own-\(account)-comment"])
        }
        options = Composing.options(form)
        campaign = form.filled("campaign").flatMap { ID($0) }
        ways = form.filled("ways").map { $0.split(separator: ",").compactMap { Way(String($0)) } }
        when = When(rawValue: form["when"]) ?? .later
        date = form.trimmed("date")
        time = form.trimmed("time")
        zone = form.filled("zone") ?? standard
        repeating = Repeating(form)
        people.name = form.trimmed("people-name")
        help = Help(form)
        if form["fold-of"] == "\(date)T\(time.prefix(5)) \(zone)" { fold = Fold(rawValue: form["fold"]) }
    }

    init(_ post: PostDetail, key: String, at wall: WallFields, zone: String) {
        self.init(key: key, at: wall, zone: zone)
        id = post.id
        version = post.version
        accounts = post.content.accounts
        parts = post.content.post.parts.map { part in
            Part(
                text: part.text,
                pictures: part.media.map { Attached($0) }, card: part.card.map { Card($0) })
        }
        if parts.isEmpty { parts = [Part()] }
        firstComment = post.content.post.firstComment ?? ""
        options = post.content.post.options
        campaign = post.content.campaign
        ways = post.content.ways
        for wording in post.content.wordings {
            own[wording.account] = Own(
                texts: wording.post.parts.map(\.text), comment: wording.post.firstComment ?? "")
        }
        if let due = post.due {
            date = String(due.wall.prefix(10))
            time = String(due.wall.dropFirst(11).prefix(5))
            self.zone = due.zone
            fold = due.fold
        }
    }

    /// - Throws: `.badDate`, `.unknownZone`.
    var due: Due {
        get throws(Problem) { try Due(wall: "\(date)T\(time.prefix(5))", zone: zone, fold: fold ?? .first) }
    }

    /// How it comes again; nil when it comes once, or is for now or a posting time.
    var recurrence: Recurrence? {
        get throws(Problem) {
            guard when == .later else { return nil }
            return try repeating.recurrence(from: "\(date)T\(time.prefix(5))", zone: zone)
        }
    }

    /// What it comes to when it is sent: a time that comes twice is asked about first.
    var timing: Timing {
        get throws(Problem) {
            switch when {
            case .now: return .now
            case .slot: return .nextSlot
            case .later: break
            }
            let due = try due
            if fold == nil, due.reading(in: try Zones.named(zone))?.isTwice == true {
                throw Problem(
                    .timeComesTwice, "The clock is put back that day and shows \(time.prefix(5)) twice.",
                    do: "Choose which of the two is meant, then schedule again.", field: "fold")
            }
            return .at(due)
        }
    }

    /// The draft this comes to, its pictures looked up by `found`.
    func content(_ found: [String: Media], accounts accountsOf: [AccountSummary]) -> DraftContent {
        let media = parts.map { part in part.pictures.compactMap { $0.media(found) } }
        let post = Post(
            parts: zip(parts, media).map { Post.Part(text: $0.text, media: $1, card: $0.card?.card(found)) },
            firstComment: firstComment.isEmpty ? nil : firstComment, options: optionsOfChosen(in: accountsOf))
        let wordings = accounts.compactMap { account -> DraftContent.Wording? in
            guard let own = own[account] else { return nil }
            return DraftContent.Wording(
                account: account, post: Composing.worded(own, media, parts.map { $0.card?.card(found) }))
        }
        return DraftContent(post: post, accounts: accounts, wordings: wordings, campaign: campaign, ways: ways)
    }

    /// The account's own words with the same pictures and cards; parts left empty at the end are not sent there.
    private static func worded(_ own: Own, _ media: [[Media]], _ cards: [LinkCard?]) -> Post {
        var parts = (0..<max(own.texts.count, media.count)).map { place in
            Post.Part(
                text: own.texts.indices.contains(place) ? own.texts[place] : "",
                media: media.indices.contains(place) ? media[place] : [],
                card: cards.indices.contains(place) ? cards[place] : nil)
        }
        while parts.count > 1, let last = parts.last, last.text.isEmpty, last.media.isEmpty { parts.removeLast() }
        return Post(parts: parts, firstComment: own.comment.isEmpty ? nil : own.comment)
    }

    var pictureNames: Set<String> {
        Set(parts.flatMap(\.pictures).map(\.sha256)).union(parts.compactMap(\.card?.picture))
    }
}

/// Which button of the composer was pressed.
enum ComposeAct: Equatable {
    case check, draft, send
    case addPart
    case removePart(Int)
    case removePicture(part: Int, sha256: String)
    case removeCaptions(part: Int, sha256: String, language: String)
    case addCard(Int), removeCard(Int)
    case findPeople(AccountID)
    case cheaper(CheaperWay.Kind, AccountID)
    case elsewhere(AccountID, AccountID)
    case mention(String, part: Int)
    case assist(AssistAct)

    init(_ word: String) {
        // A mention may hold colons of its own.
        let mentioned = word.split(separator: ":", maxSplits: 2).map(String.init)
        if mentioned.first == "mention", mentioned.count == 3, let part = Int(mentioned[1]) {
            self = .mention(mentioned[2], part: part)
            return
        }
        if let assist = AssistAct(word) {
            self = .assist(assist)
            return
        }
        let pieces = word.split(separator: ":").map(String.init)
        switch (pieces.first, pieces.count) {
        case ("draft", 1): self = .draft
        case ("send", 1): self = .send
        case ("add-part", 1): self = .addPart
        case ("remove-part", 2): self = Int(pieces[1]).map(ComposeAct.removePart) ?? .check
        case ("remove-picture", 3):
            self = Int(pieces[1]).map { .removePicture(part: $0, sha256: pieces[2]) } ?? .check
        case ("remove-captions", 4):
            self =
                Int(pieces[1]).map { .removeCaptions(part: $0, sha256: pieces[2], language: pieces[3]) } ?? .check
        case ("add-card", 2): self = Int(pieces[1]).map(ComposeAct.addCard) ?? .check
        case ("find-people", 2): self = AccountID(pieces[1]).map(ComposeAct.findPeople) ?? .check
        case ("cheaper", 3):
            guard let kind = CheaperWay.Kind(rawValue: pieces[1]), let account = AccountID(pieces[2]) else {
                self = .check
                return
            }
            self = .cheaper(kind, account)
        case ("elsewhere", 3):
            guard let account = AccountID(pieces[1]), let other = AccountID(pieces[2]) else {
                self = .check
                return
            }
            self = .elsewhere(account, other)
        case ("remove-card", 2): self = Int(pieces[1]).map(ComposeAct.removeCard) ?? .check
        default: self = .check
        }
    }
}

extension Composing {
    /// What a button without a save does to the form.
    mutating func apply(_ act: ComposeAct) {
        switch act {
        // What is said for a link in the profile is said in the reader's language, which the desk knows.
        case .check, .draft, .send, .addCard, .findPeople, .cheaper, .assist: break
        case .mention(let mention, let place): self.mention(mention, in: place)
        case .elsewhere(let account, let other): move(from: account, to: other)
        case .removeCard(let place):
            guard parts.indices.contains(place) else { return }
            parts[place].card = nil
        case .addPart:
            if parts.count < Composing.mostParts { parts.append(Part()) }
        case .removePart(let place):
            guard parts.count > 1, parts.indices.contains(place) else { return }
            parts.remove(at: place)
            for account in own.keys where own[account]?.texts.indices.contains(place) == true {
                own[account]?.texts.remove(at: place)
            }
        case .removePicture(let place, let sha256):
            guard parts.indices.contains(place) else { return }
            parts[place].pictures.removeAll { $0.sha256 == sha256 }
        case .removeCaptions(let place, let sha256, let language):
            change(sha256, in: place) { $0.captions.removeAll { $0.language == language } }
        }
    }
}
