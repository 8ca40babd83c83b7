import KicauCore

@testable import KicauPublish
@testable import KicauWeb

extension Samples {
    private static let rules = InboxRules(
        deeds: [.like, .unlike, .hide, .unhide], listensEvery: .hours(1), callsByHandle: true)

    private static func said(
        _ number: Int64, _ kind: Said.Kind, _ text: String, by speaker: Speaker, to platform: PlatformID,
        url: String? = nil, post: PostSummary? = nil, answer: PostSummary? = nil, assignee: User? = nil,
        isLiked: Bool = false, done: Instant? = nil, forgotten: Instant? = nil, waiting: Said.Waiting? = nil
    ) -> InboxItem {
        InboxItem(
            id: ID(number), account: account(platform),
            said: Said(
                kind: kind, receipt: Receipt(remoteID: "r\(number)", url: url), speaker: speaker, text: text,
                at: now - .minutes(Int(number) * 17), about: nil
            ).marked(waiting),
            post: post, answer: answer, assignee: assignee, isLiked: isLiked, done: done, forgotten: forgotten,
            rules: rules)
    }

    private static let dimas = Speaker(remoteID: "7", handle: "dimas@mastodon.example", name: "Dimas Wibowo")

    static let inbox = InboxListing(
        items: [
            said(
                1, .reply, "Buka jam berapa kalau hari Minggu? <b>Halo</b>", by: dimas, to: "mastodon",
                url: "https://mastodon.example/@dimas/1", post: summaries.first, assignee: budi),
            said(
                2, .comment, "Cantik sekali.\nBijinya dari mana?",
                by: Speaker(remoteID: "8", handle: "citra", name: ""), to: "instagram", answer: summaries.last,
                isLiked: true),
            said(
                3, .mention, "@warungkata kapan ke Bandung?", by: Speaker(remoteID: "9", handle: "", name: ""), to: "x"),
            said(5, .reply, "Boleh bawa anjing?", by: dimas, to: "threads", waiting: .pending),
        ], next: "1-2", total: 12,
        deaf: [
            DeafAccount(
                account: account("facebook"),
                missing: Settlement.Story(
                    "Facebook does not let this account do this.", do: "Connect it again.",
                    answer: "(#10) This endpoint requires the pages_read_user_content permission", status: 403))
        ], members: [ayu, budi],
        slowed: [
            SlowedAccount(
                account: account("x"),
                why: Settlement.Story(
                    "\(78) % of the budget of \("X") for \("2026-11") is used. From \(75) % on the inbox is read a quarter as often; when the network rings, still at once.",
                    do: "Raise that share on Budget, Giving way, or raise the budget."))
        ])

    static let doneInbox = InboxListing(
        items: [
            said(
                4, .comment, "", by: Speaker(remoteID: "", handle: "", name: ""), to: "linkedin", done: now,
                forgotten: now)
        ], next: nil, total: 1, deaf: [], members: [ayu])

    static let emptyInbox = InboxListing(items: [], next: nil, total: 0, deaf: [], members: [ayu])
}
