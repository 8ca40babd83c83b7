import KicauCore
import KicauPublish

/// One delivery on its post's page.
struct DeliveryCard: Sendable {
    struct StepMark: Sendable {
        let name: String
        /// "open", "working", "settled" or "refused".
        let tone: String
        let word: String
        let at: Moment?
    }

    struct AttemptLine: Sendable {
        let number: String
        let intended: Moment
        let took: String?
        let outcome: String
        let status: Int?
        let answer: String?
    }

    struct EventLine: Sendable {
        let at: Moment
        let badge: Badge
        let story: StoryText
    }

    struct ReceiptLine: Sendable {
        let label: String
        let url: String?
        let remoteID: String
        let differences: [String]
        let hasDifferences: Bool
    }

    struct FareLine: Sendable {
        let total: String
        let items: [FareItem]
        let book: String
        let hold: Badge?
    }

    let deliveryID: String
    let postID: String
    let chip: AccountChip
    let badge: Badge
    let due: Moment
    let waitsUntil: Moment?
    /// "40 %" of a video that is being encoded.
    let encoded: String?
    let published: Moment?
    let removed: Moment?
    let preview: PreviewCard
    let fingerprint: String
    let steps: [StepMark]
    let attempts: [AttemptLine]
    let attemptCount: String
    let events: [EventLine]
    let receipts: [ReceiptLine]
    let liveURL: String?
    let numbers: DeliveryNumbers?
    let fare: FareLine?
    let trouble: StoryText?
    let lost: PresenceNote?
    let checks: [CheckLine]
    let hasChecks: Bool
    let acts: DeliveryActs
    /// It is a person's to post by hand.
    let handOff: HandOffSheet?
    /// The words that can be changed on the network, part by part.
    let rewrites: [Rewrite]
    let hasRewrites: Bool

    init(_ delivery: DeliveryDetail, in post: PostDetail, _ voice: Voice) {
        deliveryID = delivery.id.description
        postID = post.id.description
        chip = AccountChip(delivery.account)
        badge =
            delivery.removed == nil
            ? voice.badge(delivery.state, waitingFor: delivery.waitingFor)
            : Badge(word: voice.say("Taken off the network"), tone: "quiet")
        due = voice.moment(delivery.due)
        waitsUntil = delivery.notBefore.flatMap { $0 > delivery.due && $0 > voice.now ? voice.moment($0) : nil }
        encoded = delivery.encoded.map {
            voice.say("The video is being encoded for this network: \(voice.number($0)) %.")
        }
        published = delivery.published.map(voice.moment)
        removed = delivery.removed.map(voice.moment)
        let when = delivery.published ?? delivery.due
        preview = PreviewCard(
            delivery.account, delivery.rendition, trimmings: delivery.trimmings, lengths: [],
            when: voice.moment(when).text, voice)
        fingerprint = String(delivery.renditionSHA256.prefix(12))
        steps = delivery.steps.map { StepMark($0, parts: delivery.rendition.parts.count, voice) }
        attempts = delivery.attempts.map { AttemptLine($0, voice) }
        attemptCount = voice.counted(delivery.attempts.count, one: "1 try", many: { "\($0) tries" })
        events = delivery.events.map {
            EventLine(
                at: voice.moment($0.at), badge: voice.badge($0.to, waitingFor: nil), story: StoryText($0.story, voice))
        }
        receipts = delivery.receipts.enumerated().map { ReceiptLine($1, part: $0, of: delivery.receipts.count, voice) }
        liveURL = delivery.removed == nil ? delivery.receipts.lazy.compactMap { Links.web($0.url) }.first : nil
        numbers = DeliveryNumbers(delivery.readings, voice)
        fare = delivery.fare.map { FareLine($0, hold: delivery.hold, voice) }
        trouble = delivery.trouble.map { StoryText($0, voice) }
        lost = delivery.removed == nil ? delivery.presence.flatMap { PresenceNote($0, voice) } : nil
        checks = delivery.checks.map { CheckLine($0, parts: delivery.rendition.parts.count, voice) }
        hasChecks = !delivery.checks.isEmpty
        acts = DeliveryActs(delivery, voice)
        handOff = delivery.handOff.flatMap {
            delivery.acts.contains(.itIsThere) ? HandOffSheet($0, of: delivery, voice) : nil
        }
        rewrites = delivery.acts.contains(.edit) ? Rewrite.all(of: delivery, voice) : []
        hasRewrites = !rewrites.isEmpty
    }
}

/// The buttons of one delivery; nil hides one.
struct DeliveryActs: Sendable {
    let reconnectPath: String?
    let isThere: String?
    let sendAgain: String?
    let drop: String?
    let lookNow: String?
    let checkNow: String?
    let delete: String?
    let byHand: String?
    let isAny: Bool

    init(_ delivery: DeliveryDetail, _ voice: Voice) {
        // What is posted by hand has a sheet of its own with most of the buttons.
        let onSheet: [DeliveryAct] = delivery.handOff == nil ? [] : [.itIsThere, .sendAgain, .lookNow]
        let acts = delivery.acts.filter { !onSheet.contains($0) }
        func value(_ act: DeliveryAct) -> String? { acts.contains(act) ? act.rawValue : nil }
        reconnectPath =
            value(.reconnect).map { _ in "/accounts/new/\(delivery.account.platform.raw)" }
        isThere = value(.itIsThere)
        sendAgain = value(.sendAgain)
        drop = value(.drop)
        lookNow = value(.lookNow)
        checkNow = value(.checkNow)
        delete = value(.delete)
        byHand = value(.handOff)
        isAny = !acts.isEmpty
    }
}

/// One unit of a fare: how many and at what price.
struct FareItem: Sendable, Hashable {
    let name: String
    let count: String
    let each: String
    let total: String

    init(_ item: Fare.Item, _ voice: Voice) {
        name = item.unit.name
        count = voice.number(item.unit.count)
        each = voice.money(item.each)
        total = voice.money(item.total)
    }
}

extension DeliveryCard.FareLine {
    init(_ fare: Fare, hold: HoldState?, _ voice: Voice) {
        total = fare.total == .zero ? voice.say("free") : voice.money(fare.total)
        items = fare.items.map { FareItem($0, voice) }
        book = fare.book
        self.hold = hold.map(voice.badge)
    }
}

extension DeliveryCard.StepMark {
    init(_ step: StepDetail, parts: Int, _ voice: Voice) {
        let base = voice.step(step.step)
        name = parts > 1 ? voice.say("\(base), part \(voice.number(step.step.part + 1))") : base
        tone = step.state.rawValue
        word =
            switch step.state {
            case .open: voice.say("to do")
            case .working: voice.say("working")
            case .settled: voice.say("done")
            case .refused: voice.say("refused")
            }
        at = step.settled.map(voice.moment)
    }
}

extension DeliveryCard.AttemptLine {
    init(_ attempt: AttemptDetail, _ voice: Voice) {
        number = voice.number(attempt.epoch)
        intended = voice.moment(attempt.intended)
        took = attempt.ended.map { voice.say("\(voice.number(max(0, $0.ms - attempt.intended.ms))) ms") }
        outcome = attempt.outcome.map(voice.outcome) ?? voice.say("no answer yet")
        status = attempt.status
        answer = attempt.answer.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension DeliveryCard.ReceiptLine {
    init(_ receipt: Receipt, part: Int, of count: Int, _ voice: Voice) {
        label = count > 1 ? voice.say("Part \(voice.number(part + 1))") : voice.say("The post")
        url = Links.web(receipt.url)
        remoteID = receipt.remoteID
        differences = receipt.differences.map(voice.say)
        hasDifferences = !receipt.differences.isEmpty
    }
}

extension Voice {
    /// A connector's step in plain words; its own name when we have none.
    func step(_ step: Step) -> String {
        switch (step.kind, step.name) {
        case (_, "upload"): say("Upload")
        case (_, "video"): say("Upload video")
        case (_, "alt text"): say("Describe picture")
        case (_, "container"): say("Stage")
        case (_, "limit"): say("Ask how many posts are left")
        case (_, "parent"): say("Look for what it answers")
        case (_, "card"): say("Upload the card's picture")
        case (_, "quote"): say("Look for what it quotes")
        case (_, "mentions"): say("Look for who is mentioned")
        case (_, "people"): say("Look for who is in the pictures")
        case (_, "place"): say("Look for the place")
        case (_, "post"): say("Publish")
        case (_, "reply"): say("Publish reply")
        case (_, "comment"): say("Publish comment")
        case (.prepare, let name), (.commit, let name): name
        }
    }

    /// How an attempt ended, in plain words; the stored word when we have none.
    func outcome(_ word: String) -> String {
        switch word {
        case "published": say("taken")
        case "refused": say("refused")
        case "postponed": say("asked to wait")
        case "signed-out", "signedOut": say("signed out")
        case "unknown": say("no clear answer")
        case "duplicate": say("had it already")
        case "inherited": say("not known: restored from a backup")
        case "stage-again", "stageAgain": say("to be staged again")
        default: word
        }
    }
}
