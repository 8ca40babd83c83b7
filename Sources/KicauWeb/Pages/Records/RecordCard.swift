import KicauCore
import KicauPublish

/// One delivery in its post's record.
struct RecordCard: Sendable {
    struct PartLine: Sendable {
        let label: String
        let words: String
        let sha256: String
        let pictures: [String]
        let platformID: String?
        let cid: String?
        let url: String?
        let settled: Moment?
        let differences: [String]
    }

    struct TryLine: Sendable {
        let step: String
        let intended: Moment
        /// To the millisecond, in UTC: the moments above are for people.
        let intendedExactly: String
        let endedExactly: String?
        let outcome: String
        let status: Int?
        let answer: String?
    }

    struct SealLines: Sendable {
        let sha256: String
        /// Nil: it is the first of its chain.
        let previous: String?
        let made: Moment
        let standing: String
        let isIntact: Bool
    }

    let deliveryID: String
    let chip: AccountChip
    let badge: Badge
    let remoteID: String
    let due: Moment
    let dueExactly: String
    let wall: String
    let published: Moment?
    let publishedExactly: String?
    let late: String?
    let removed: Moment?
    let rendition: String
    let parts: [PartLine]
    let tries: [TryLine]
    let hasTries: Bool
    let fare: DeliveryCard.FareLine?
    let seal: SealLines?
    let isUnsealed: Bool
    let checks: [CheckLine]
    let hasChecks: Bool

    init(_ recorded: DeliveryRecord.Delivered, _ detail: DeliveryDetail, _ voice: Voice) {
        deliveryID = detail.id.description
        chip = AccountChip(detail.account)
        badge = voice.badge(detail.state, waitingFor: detail.waitingFor)
        remoteID = recorded.account.remoteId
        due = voice.moment(detail.due)
        dueExactly = recorded.due.at
        wall = "\(recorded.due.wall) \(recorded.due.zone)"
        published = detail.published.map(voice.moment)
        publishedExactly = recorded.publishedAt
        late = recorded.lateMs.map { voice.say("\(voice.number($0)) ms after it was due") }
        removed = detail.removed.map(voice.moment)
        rendition = recorded.rendition.sha256
        parts = recorded.parts.map { PartLine($0, detail, of: recorded.parts.count, voice) }
        let count = recorded.parts.count
        tries = detail.attempts.map { TryLine($0, detail.steps, parts: count, voice) }
        hasTries = !detail.attempts.isEmpty
        fare = detail.fare.map { .init($0, hold: detail.hold, voice) }
        seal = recorded.seal.map { SealLines($0, voice) }
        isUnsealed = recorded.seal == nil && detail.published != nil
        checks = detail.checks.map { CheckLine($0, parts: count, voice) }
        hasChecks = !checks.isEmpty
    }
}

extension RecordCard.PartLine {
    fileprivate init(_ part: DeliveryRecord.PartSent, _ detail: DeliveryDetail, of count: Int, _ voice: Voice) {
        label = count > 1 ? voice.say("Part \(voice.number(part.part + 1))") : voice.say("The post")
        words = part.wireText
        sha256 = part.wireTextSha256
        pictures = part.pictures.map(\.sha256)
        platformID = part.platformId
        cid = part.cid
        url = Links.web(part.url)
        settled = part.settledAt.flatMap(Timestamp.instant).map(voice.moment)
        // The record says them in English; here they are said in the reader's language.
        let receipt = part.platformId.flatMap { id in detail.receipts.first { $0.remoteID == id } }
        differences = receipt?.differences.map(voice.say) ?? part.differences
    }
}

extension RecordCard.TryLine {
    fileprivate init(_ attempt: AttemptDetail, _ steps: [StepDetail], parts: Int, _ voice: Voice) {
        let name = steps.first { $0.step.kind == .commit && $0.step.part == attempt.part }
        let base = name.map { voice.step($0.step) } ?? voice.say("Publish")
        step = parts > 1 ? voice.say("\(base), part \(voice.number(attempt.part + 1))") : base
        intended = voice.moment(attempt.intended)
        intendedExactly = attempt.intended.rfc3339
        endedExactly = attempt.ended?.rfc3339
        outcome = attempt.outcome.map(voice.outcome) ?? voice.say("no answer yet")
        status = attempt.status
        answer = attempt.answer.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension RecordCard.SealLines {
    fileprivate init(_ seal: DeliveryRecord.Seal, _ voice: Voice) {
        sha256 = seal.sha256
        previous = seal.previousSha256.isEmpty ? nil : seal.previousSha256
        made = voice.moment(Timestamp.instant(seal.madeAt) ?? voice.now)
        isIntact = seal.standing == .intact
        standing =
            switch seal.standing {
            case .intact:
                voice.say("The seal holds: it is that of this content, and its neighbours in the chain agree.")
            case .changed: voice.say("The seal is broken: the archived content is not what was sealed.")
            case .unlinked: voice.say("The chain is broken here: a neighbouring leaf is missing or was changed.")
            }
    }
}
