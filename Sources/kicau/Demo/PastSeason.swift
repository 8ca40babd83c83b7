import Foundation
import KicauCore
import KicauPublish
import KicauSandbox
import KicauStore

/// Plays the last ninety days: each post is planned by the real planner in its own time, lies on its network,
/// and is settled in the books as if a worker had sent it.
struct PastSeason: Sendable {
    let stage: Stage
    let company: Company

    private static let worker = "the past"

    func play() async throws -> (posts: Int, deliveries: Int) {
        let now = SystemTime().now()
        var receipts: [ID<Delivery>: Sent] = [:]
        let posts = WorldCalendar.past(nowMs: now.ms)
        for (number, post) in posts.enumerated() {
            let id = try await plan(post, number: number)
            receipts.merge(try await lay(post, id)) { old, _ in old }
        }
        try await settle(receipts, now: now)
        try await Growth.count(company.cast.accounts.values, on: stage, now: now)
        return (posts.count, receipts.count)
    }

    /// What came of one delivery.
    struct Sent: Sendable {
        let receipts: [Receipt]
        let readings: [(age: Duration, values: [Metric: Int64])]
    }

    private func plan(_ post: WorldPost, number: Int) async throws -> PostID {
        let due = try Due(at: Instant(ms: post.atMs), zone: DemoWorld.zone)
        let lead = Duration.hours(3 + number * 7 % 60)
        let author = company.cast.caller(named: post.author)
        // A writer's text is planned by an editor; the post keeps the writer's name.
        let caller = Caller(user: author.user, workspace: author.workspace, role: .editor)
        let publishing = try stage.building.publishing(at: due.instant - lead)
        return try await publishing.schedule(
            company.content(post.text, for: post.places), as: nil, version: nil, timing: .at(due),
            key: "past-\(number)", by: caller)
    }

    /// Puts a post on its networks, as it was rendered.
    private func lay(_ post: WorldPost, _ id: PostID) async throws -> [ID<Delivery>: Sent] {
        let planned = try await stage.building.store.read { tx in
            try tx.deliveries(of: id).map { ($0, try tx.rendition(of: $0.id)) }
        }
        var sent: [ID<Delivery>: Sent] = [:]
        for (delivery, rendition) in planned {
            guard let rendition,
                let place = company.cast.accounts.first(where: { $0.value.id == delivery.account })?.key,
                let known = DemoWorld.accounts.first(where: { $0.place == place })
            else { continue }
            let control = try stage.control(rendition.platform)
            let counts = post.counts[place] ?? LivePost.Counts()
            sent[delivery.id] = Sent(
                receipts: try lay(rendition, by: known.handle, at: post.atMs, counts, control),
                readings: Growth.readings(
                    of: counts, on: rendition.platform, age: .milliseconds(SystemTime().now().ms - post.atMs)))
        }
        return sent
    }

    private func lay(
        _ rendition: Rendition, by handle: String, at ms: Int64, _ counts: LivePost.Counts, _ control: RehearsalControl
    ) throws -> [Receipt] {
        var receipts: [Receipt] = []
        for (number, part) in rendition.parts.enumerated() {
            let media = try part.media.map { rendered in
                let path = stage.building.folder.mediaPath + "/kept/\(rendered.original.sha256)"
                return SeedMedia(
                    bytes: try Data(contentsOf: URL(fileURLWithPath: path)), type: rendered.original.mimeType,
                    alt: rendered.original.alt)
            }
            let seed = SeedPost(
                account: handle, text: part.shownText, media: media,
                createdAtMs: ms + PastSeason.secondsAfterDue(number).inMilliseconds, parent: receipts.last?.remoteID,
                counts: number == 0 ? counts : LivePost.Counts())
            guard let live = control.seed(seed) else { return receipts }
            receipts.append(Receipt(remoteID: live.id, url: control.url(of: live)))
        }
        return receipts
    }

    private static func secondsAfterDue(_ part: Int) -> Duration { .seconds(2 + part * 3) }

    /// All in one transaction: either the whole past is there or none of it.
    private func settle(_ sent: [ID<Delivery>: Sent], now: Instant) async throws {
        try await stage.building.store.write { tx in
            // Each account has one delivery under way at a time, so the past comes in rounds.
            while true {
                let claims = try tx.claimDeliveries(1000, for: PastSeason.worker, at: now, lease: .hours(1))
                guard !claims.isEmpty else { return }
                for claim in claims {
                    guard let sent = sent[claim.delivery] else { continue }
                    try tx.settle(claim, sent, now: now)
                }
            }
        }
    }
}

extension Transaction {
    /// Writes what a worker would have written, in the order it would have.
    fileprivate borrowing func settle(_ claim: Claim, _ sent: PastSeason.Sent, now: Instant) throws {
        let holds = try holds(of: claim.delivery)
        let rows = try steps(of: claim.delivery)
        let last = rows.last { $0.step.kind == .commit }?.position
        for row in rows {
            let part = row.step.part
            let begin = claim.due + .seconds(part * 3)
            let end = begin + .seconds(2)
            guard row.step.kind == .commit else {
                try saveStep(
                    row.position, of: claim.delivery, state: .settled, result: [:], expires: nil, settled: begin)
                continue
            }
            guard sent.receipts.indices.contains(part) else { return }
            let receipt = sent.receipts[part]
            let made = try intend(
                claim, position: row.position, part: part, at: begin, deadline: begin + .seconds(30),
                quietUntil: begin + .seconds(90), leaseEnds: now + .hours(1))
            guard let made else { return }
            let settlement = Settling(doubt: false, sends: made.sends, quietUntil: begin, now: end)
                .settled(by: .published(receipt))
            try endAttempt(made.attempt, at: end, outcome: "published", status: nil, answer: receipt.remoteID)
            try saveStep(
                row.position, of: claim.delivery, state: .settled, result: receipt.stored, expires: nil, settled: end)
            if holds.indices.contains(part) { try captureHold(holds[part].name, at: end) }
            if part == 0 { try setURL(receipt.url, of: claim.delivery) }
            if row.position == last {
                _ = try settle(claim, from: .intent, as: settlement, at: end)
            } else {
                _ = try goOn(claim, at: end, leaseEnds: now + .hours(1), story: settlement.story)
            }
        }
        for reading in sent.readings {
            try addReadings(
                [(number: 0, numbers: Numbers(reading.values))], of: claim.delivery, at: claim.due + reading.age)
        }
    }
}
