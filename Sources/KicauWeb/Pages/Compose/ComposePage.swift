import KicauCore
import KicauPublish

/// Where posts are written, looked at and scheduled.
struct ComposePage: Page {
    static let template = "compose"

    struct AccountBox: Sendable {
        let chip: AccountChip
        let isChosen: Bool
        let isSignedOut: Bool
    }

    struct Attached: Sendable {
        let sha256: String
        let alt: String
        let place: Int
        let thumbnail: String
        /// Nil of a picture.
        let kind: String?
        let isDocument: Bool
        /// Nil where there is no other shape: of a video or a document.
        let framing: FramingChoices?
        /// Nil but of a video.
        let captionForm: CaptionForm?
    }

    struct FramingChoices: Sendable {
        let choices: [FramingChoice]
        /// Of the point that stays in view.
        let x: String
        let y: String
    }

    struct FramingChoice: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    struct Part: Sendable {
        let place: Int
        /// "Part 2"
        let name: String
        let text: String
        let pictures: [Attached]
        let card: CardForm?
        /// A network shows cards, and there is none yet.
        let offersCard: Bool
        let canGo: Bool
        let counters: Counters?
    }

    struct Own: Sendable {
        let chip: AccountChip
        let isOwn: Bool
        let texts: [OwnText]
        let comment: String
    }

    struct OwnText: Sendable {
        let account: String
        let place: Int
        let name: String
        let text: String
    }

    let frame: Frame
    let heading: String
    let problem: ProblemText?
    let post: String?
    let version: Int?
    let key: String
    let accounts: [AccountBox]
    let hasAccounts: Bool
    let partCount: Int
    let parts: [Part]
    let comment: String
    let hasComment: Bool
    let own: [Own]
    let hasOwn: Bool
    let networks: [Network]
    let hasOptions: Bool
    let isAsking: Bool
    /// What gives way when it cannot be paid.
    let ways: [WayChoice]
    /// Nil where the workspace has no campaigns.
    let campaign: CampaignChoice?
    let isNow: Bool
    let isSlot: Bool
    let isLater: Bool
    /// Has any account posting times to offer?
    let hasSlots: Bool
    let date: String
    let time: String
    let zone: String
    let zones: [String]
    let repeats: [RepeatChoice]
    let isRepeating: Bool
    let weekdays: [RepeatChoice]
    let until: String
    let times: String
    /// A post that is written already does not become a series.
    let canRepeat: Bool
    /// For a picture that is just being attached.
    let framings: [FramingChoice]
    let panel: PreviewPanel
    /// Nil without an account.
    let people: PeopleFold?
    /// Nil where no language model is set up.
    let assistant: AssistantFold?

    struct RepeatChoice: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    init(
        _ composing: Composing, accounts: [AccountSummary], options: [OfferedOptions] = [],
        hasSlots: Bool = false, showsCards: Bool = false, people: [PeopleOffer] = [], campaigns: [Campaign] = [],
        assistant: AssistantOffer? = nil, preview: Preview?,
        problem: Problem?, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        heading = composing.id == nil ? voice.say("Write a post") : voice.say("Edit the post")
        self.problem = problem.map { ProblemText($0, voice) }
        post = composing.id?.description
        version = composing.version
        key = composing.key
        self.accounts = accounts.filter { $0.state != .disconnected }.map {
            AccountBox(
                chip: AccountChip($0), isChosen: composing.accounts.contains($0.id), isSignedOut: $0.state == .signedOut
            )
        }
        hasAccounts = !self.accounts.isEmpty
        partCount = composing.parts.count
        parts = ComposePage.parts(composing, preview, showsCards: showsCards, voice)
        comment = composing.firstComment
        hasComment = !composing.firstComment.isEmpty
        own = accounts.filter { $0.state != .disconnected }.map { ComposePage.own($0, composing, voice) }
        hasOwn = own.contains(where: \.isOwn)
        networks = ComposePage.networks(options, composing, voice)
        hasOptions = !networks.isEmpty
        isAsking = !composing.options.isEmpty
        campaign = CampaignChoice(campaigns, chosen: composing.campaign, takesPosts: true, voice).shown
        ways = WayChoice.ladders(composing.ways, accounts, voice)
        isNow = composing.when == .now
        isSlot = composing.when == .slot
        isLater = composing.when == .later
        self.hasSlots = hasSlots || isSlot
        framings = ComposePage.framings(nil, voice)
        date = composing.date
        time = composing.time
        zone = composing.zone
        zones = Zones.all
        let repeating = composing.repeating
        repeats = Repeating.Rhythm.allCases.map {
            RepeatChoice(value: $0.rawValue, name: voice.say($0.name), isChosen: $0 == repeating.rhythm)
        }
        isRepeating = repeating.rhythm != .never
        weekdays = Weekday.allCases.map {
            RepeatChoice(
                value: $0.rawValue, name: voice.say(DayNames.short[$0.place]),
                isChosen: repeating.weekdays.contains($0))
        }
        until = repeating.until
        times = repeating.times
        canRepeat = composing.id == nil
        self.people = people.isEmpty ? nil : PeopleFold(composing, people, voice)
        self.assistant = assistant.map { AssistantFold(composing, $0, accounts, voice) }
        let clock = composing.clockNote(voice)
        panel =
            preview.map { PreviewPanel($0, when: composing.shownTime(voice), clock: clock, voice) }
            ?? PreviewPanel(empty: voice, clock: clock)
    }

    private static func parts(
        _ composing: Composing, _ preview: Preview?, showsCards: Bool, _ voice: Voice
    ) -> [Part] {
        let counters = preview.map { Counters.all($0, parts: composing.parts.count, voice) }
        return composing.parts.enumerated().map { place, part in
            Part(
                place: place, name: voice.say("Part \(voice.number(place + 1))"), text: part.text,
                pictures: part.pictures.map { Attached($0, place: place, voice) },
                card: part.card.map { CardForm($0, place: place) }, offersCard: showsCards && part.card == nil,
                canGo: composing.parts.count > 1, counters: counters?[place])
        }
    }

    private static func own(_ account: AccountSummary, _ composing: Composing, _ voice: Voice) -> Own {
        let own = composing.own[account.id]
        return Own(
            chip: AccountChip(account), isOwn: own != nil,
            texts: composing.parts.indices.map { place in
                OwnText(
                    account: account.id.description, place: place, name: voice.say("Part \(voice.number(place + 1))"),
                    text: own.flatMap { $0.texts.indices.contains(place) ? $0.texts[place] : nil } ?? "")
            },
            comment: own?.comment ?? "")
    }
}

extension Composing {
    /// The time on the preview cards.
    func shownTime(_ voice: Voice) -> String {
        switch when {
        case .now: voice.say("now")
        case .slot: nextSlot.map { voice.moment($0.instant).text } ?? voice.say("no free posting time")
        case .later: (try? due).map { voice.moment($0.instant).text } ?? ""  // half typed: said when it is sent
        }
    }

    /// What there is to say or ask of the clock on that day.
    func clockNote(_ voice: Voice) -> ClockNote? {
        switch when {
        case .now: nil
        case .slot: nextSlot.flatMap { ClockNote($0, voice)?.withoutChoices }
        case .later: (try? due).flatMap { ClockNote($0, voice) }  // half typed: said when it is sent
        }
    }
}
