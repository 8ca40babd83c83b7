import KicauCore

@testable import KicauPublish

/// A post whose every text is the same: what an attacker would write everywhere.
enum DraftContentSample {
    static func with(text: String, picture: Media) -> DraftContent {
        DraftContent(
            post: Post(parts: [Post.Part(text: text, media: [picture])], firstComment: text), accounts: [ID(1)],
            wordings: [DraftContent.Wording(account: ID(1), post: Post(parts: [Post.Part(text: text)]))])
    }

    static func post(rendition: Rendition, content: DraftContent, attack: String) -> PostDetail {
        var delivery = Samples.detail(1, "x", .published, rendition: rendition, acts: DeliveryAct.allCases)
        delivery = DeliveryDetail(
            id: delivery.id, account: evil(attack), state: .waiting, waitingFor: .doubt, due: delivery.due,
            notBefore: nil, rendition: rendition, renditionSHA256: attack, steps: delivery.steps,
            attempts: [
                AttemptDetail(
                    id: 1, part: 0, epoch: 1, intended: Samples.now, deadline: Samples.now, ended: nil, outcome: attack,
                    status: 500, answer: attack)
            ],
            events: [
                DeliveryEvent(at: Samples.now, to: .waiting, story: Settlement.Story(.verbatim(attack), answer: attack))
            ],
            receipts: [Receipt(remoteID: attack, url: attack, differences: [.verbatim(attack)])], published: nil,
            fare: nil, hold: nil, readings: [Reading(metric: attack, value: 1, at: Samples.now)],
            acts: DeliveryAct.allCases, trouble: Settlement.Story(.verbatim(attack), answer: attack), removed: nil,
            checks: [
                LaterCheck(
                    due: Samples.now, after: nil, done: Samples.now, sighting: .changed,
                    parts: [
                        PartSighting(
                            part: 0, sighting: .changed, story: Settlement.Story(.verbatim(attack), answer: attack),
                            differences: [.verbatim(attack)])
                    ])
            ], presence: nil)
        return PostDetail(
            id: ID(1), author: attack, created: Samples.now, content: content, state: .needsYou, due: nil,
            deliveries: [delivery], acts: PostAct.allCases, version: 1)
    }

    private static func evil(_ attack: String) -> AccountSummary {
        AccountSummary(
            id: ID(1), platform: "x", platformName: attack, handle: attack, displayName: attack, server: attack,
            state: .connected)
    }
}
