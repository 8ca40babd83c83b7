import KicauCore
import KicauText

@testable import KicauPublish
@testable import KicauWeb

extension Samples {
    static func rendition(_ platform: PlatformID, text: String = text, pictures: Int = 1) -> Rendition {
        var topped = picture
        topped.framing = .top
        let fit = PictureFit(types: ["image/jpeg"], maxBytes: 1_000_000)
        // Instagram is the one that shows all kinds side by side.
        let shown = platform == "instagram" ? [topped, video, document] : [picture]
        let fitted = shown.map { RenderedMedia($0, .picture(fit)) }
        return Rendition(
            platform: platform,
            parts: [
                RenderedPart(
                    role: .post, wireText: text, shownText: text,
                    spans: spans(in: text, rules: platform == "mastodon" ? .mastodon : .x),
                    media: (0..<pictures).map { fitted[$0 % fitted.count] }, units: [MeterUnit("post_create")])
            ])
    }

    static let card = LinkCard(
        url: "https://www.kedai-aksara.com/rak", title: "Rak yang <rapi>", description: "Dua puluh foto & sebuah denah",
        picture: picture)

    static let thread = Rendition(
        platform: "x",
        parts: ["Satu: rak yang rapi menjual sendiri.", "Dua: orang membeli cerita, bukan kertas."].enumerated().map {
            RenderedPart(
                role: $0 == 0 ? .post : .threadPart, wireText: $1, shownText: $1, spans: [], media: [],
                units: [MeterUnit("post_create")],
                card: $0 == 0
                    ? nil : RenderedCard(card, picture: PictureFit(types: ["image/jpeg"], maxBytes: 1_000_000)))
        } + [
            RenderedPart(
                role: .comment, wireText: "Tautannya di sini.", shownText: "Tautannya di sini.", spans: [], media: [],
                units: [MeterUnit("post_create")])
        ])

    static let fare = Fare(
        items: [
            Fare.Item(unit: MeterUnit("post_create_url"), each: Money(microUSD: 200_000)),
            Fare.Item(unit: MeterUnit("media_upload", count: 2), each: Money(microUSD: 5_000)),
        ], book: "x 2026-11-01")

    static let preview = Preview(
        accounts: [
            AccountPreview(
                account: account("x"),
                rendered: Rendered(
                    rendition: rendition("x"),
                    lengths: [TextLength(used: 268, limit: 280, unit: "weighted characters")],
                    broken: [
                        RuleBroken(
                            "A link makes this post dearer on X.", do: "Put it into the first comment.", weight: .warns)
                    ]), fare: fare, fareProblem: nil,
                cheaper: "\(Money(microUSD: 210_000)) because of the link; \(Money(microUSD: 15_000)) without it.",
                ways: ways, trimmings: [trimmings]),
            AccountPreview(
                account: account("instagram"),
                rendered: Rendered(
                    rendition: rendition("instagram", pictures: 3),
                    lengths: [TextLength(used: 158, limit: 2200, unit: "characters")], broken: []),
                fare: Fare(items: [], book: "instagram"), fareProblem: nil, cheaper: nil),
            AccountPreview(
                account: account("bluesky"),
                rendered: Rendered(
                    rendition: thread,
                    lengths: [
                        TextLength(used: 312, limit: 300, unit: "graphemes"),
                        TextLength(used: 40, limit: 300, unit: "graphemes"),
                        TextLength(used: 18, limit: 300, unit: "graphemes"),
                    ],
                    broken: [
                        RuleBroken("The text is 12 too long for Bluesky.", do: "Shorten it or split it.", part: 0)
                    ]), fare: nil,
                fareProblem: Problem(
                    .unknownPrice, "There is no price for this.", do: "Add it to a price book."), cheaper: nil,
                bareLinks: [BareLink(part: 0, url: "https://kedai-aksara.com/rak")]),
        ], total: Money(microUSD: 210_000), left: Money(microUSD: 17_425_000), plan: plan)

    static let dearPreview = Preview(
        accounts: [preview.accounts[0]], total: Money(microUSD: 210_000), left: Money(microUSD: 4_000))

    static let steps = [
        StepDetail(step: Step(.prepare, "upload", part: 0, picture: 0), state: .settled, settled: now - .minutes(82)),
        StepDetail(step: Step(.prepare, "alt text", part: 0, picture: 0), state: .settled, settled: now - .minutes(81)),
        StepDetail(step: Step(.commit, "post", part: 0), state: .working, settled: nil),
        StepDetail(step: Step(.commit, "comment", part: 1), state: .open, settled: nil),
        StepDetail(step: Step(.prepare, "container", part: 1), state: .refused, settled: nil),
        StepDetail(step: Step(.commit, "reply", part: 1), state: .open, settled: nil),
    ]

    static let answer = """
        {"title":"Service Unavailable","detail":"<script>alert(1)</script>","type":"about:blank","status":503}
        """

    static let attempts = [
        AttemptDetail(
            id: 1, part: 0, epoch: 1, intended: now - .minutes(80), deadline: now - .minutes(79),
            ended: now - .minutes(80) + .milliseconds(1240), outcome: "unknown", status: 503, answer: answer),
        AttemptDetail(
            id: 2, part: 0, epoch: 2, intended: now - .minutes(2), deadline: now, ended: nil, outcome: nil, status: nil,
            answer: nil),
    ]

    static let events = [
        DeliveryEvent(
            at: now - .minutes(80), to: .unknown,
            story: Settlement.Story(
                "No clear answer came, so it may or may not be live. We will look before anything else.",
                answer: answer, status: 503)),
        DeliveryEvent(
            at: now - .minutes(70), to: .waiting,
            story: Settlement.Story(
                "We looked twice and did not see it, but this network gives no proof.",
                do: "Look at the account: is it there?")),
    ]

    static func detail(
        _ number: Int64, _ platform: PlatformID, _ state: Delivery.State, waiting: Delivery.WaitingFor? = nil,
        rendition: Rendition, acts: [DeliveryAct], trouble: Settlement.Story? = nil, removed: Instant? = nil
    ) -> DeliveryDetail {
        let isOut = state == .published
        return DeliveryDetail(
            id: ID(number), account: account(platform), state: state, waitingFor: waiting, due: now - .minutes(80),
            notBefore: state == .unknown ? now + .minutes(3) : nil, rendition: rendition,
            renditionSHA256: String(repeating: "9f3c", count: 16),
            steps: Array(steps.prefix(rendition.parts.count > 1 ? 6 : 3)),
            attempts: isOut ? [] : attempts, events: isOut ? [] : events,
            receipts: isOut
                ? [
                    Receipt(
                        remoteID: "at://did:plc:abc/app.bsky.feed.post/3l", url: "https://bsky.app/profile/w/post/3l",
                        differences: ["The picture's description did not come back."]),
                    Receipt(remoteID: "3l2", url: nil),
                ] : [], published: isOut ? now - .minutes(80) : nil, fare: fare,
            hold: isOut ? .captured : .inDoubt,
            readings: isOut ? readings : [], acts: acts, trouble: trouble, removed: removed,
            checks: isOut ? checks : [],
            presence: isOut ? presence(number) : nil, encoded: isOut ? nil : 40)
    }

    /// Counted twice, and one metric only the second time.
    static let readings = [
        Reading(metric: "likes", value: 301, at: now - .minutes(20)),
        Reading(metric: "likes", value: 1234, at: now), Reading(metric: "replies", value: 18, at: now),
        Reading(metric: "reposts", value: 96, at: now), Reading(metric: "views", value: 20_417, at: now),
    ]

    /// One of each kind that a page shows.
    static let checks = [
        LaterCheck(
            due: now - .minutes(20), after: .hours(1), done: now - .minutes(20), sighting: .changed,
            parts: [
                PartSighting(
                    part: 0, sighting: .changed, story: .init("It is there, but not as it was published."),
                    differences: ["Facebook shows another text than was sent."],
                    withoutNumbers: .init(
                        "Facebook does not show this account's numbers to us.", do: "Connect it again."))
            ]),
        LaterCheck(
            due: now - .minutes(2), after: nil, done: now - .minutes(2), sighting: .gone,
            parts: [
                PartSighting(
                    part: 0, sighting: .gone, story: .init("The network does not show it any more.", answer: answer))
            ]),
        LaterCheck(due: now + .hours(22), after: .days(1), done: nil, sighting: nil, parts: []),
    ]

    static func presence(_ number: Int64) -> PresenceDetail {
        PresenceDetail(
            state: number == 3 ? .gone : .changed, since: now - .minutes(2), seen: now - .minutes(20),
            checked: now - .minutes(2))
    }

    static let post = PostDetail(
        id: ID(41), author: "Ayu Lestari", created: now - .hours(20), content: content, state: .needsYou,
        due: due("2026-11-23T08:00"),
        deliveries: [
            detail(
                1, "x", .waiting, waiting: .doubt, rendition: thread,
                acts: [.itIsThere, .sendAgain, .drop, .lookNow], trouble: events[1].story),
            detail(
                2, "linkedin", .waiting, waiting: .reconnect, rendition: rendition("linkedin"),
                acts: [.reconnect, .drop],
                trouble: Settlement.Story(
                    "LinkedIn no longer takes this account's token.", do: "Reconnect the account.",
                    answer: "{\"code\":\"REVOKED_ACCESS_TOKEN\"}", status: 401)),
            detail(
                3, "bluesky", .published, rendition: rendition("bluesky", pictures: 4),
                acts: [.checkNow, .edit, .delete]),
            detail(4, "facebook", .published, rendition: rendition("facebook", pictures: 2), acts: [], removed: now),
            detail(5, "mastodon", .unknown, rendition: rendition("mastodon"), acts: [.lookNow]),
            detail(6, "threads", .published, rendition: thread, acts: [.checkNow]),
            handedOff, handedOffLater,
            detail(9, "x", .waiting, waiting: .money, rendition: rendition("x"), acts: [.sendAgain, .handOff, .drop]),
        ], acts: PostAct.allCases, version: 3)

    /// Planned for a time that the clock shows twice.
    static let twice = PostDetail(
        id: ID(48), author: "Ayu Lestari", created: now - .hours(20), content: content, state: .scheduled,
        due: due("2027-10-31T02:30", zone: "Europe/Berlin"), deliveries: [], acts: PostAct.allCases, version: 1)

    /// A post of a series that could not be planned.
    static let kept = PostDetail(
        id: ID(49), author: "Ayu Lestari", created: now - .hours(20), content: content, state: .needsYou,
        due: due("2026-11-24T09:00"), deliveries: [], acts: PostAct.allCases, version: 1, series: ID(1),
        trouble: Settlement.Story("This would cost $0.015 on X.", do: "Raise the month's budget."))

    static let content = DraftContent(
        post: Post(
            parts: [
                Post.Part(text: text, media: [picture]), Post.Part(text: "Bagian kedua, untuk yang suka membaca."),
            ],
            firstComment: "Alamat: Jl. Kenanga 12.",
            answering: Receipt(remoteID: "77", url: "https://mastodon.example/@budi/77")),
        accounts: [ID(1), ID(3), ID(7)],
        wordings: [
            DraftContent.Wording(account: ID(1), post: Post(parts: [Post.Part(text: "Warung buka pukul 06.00! ☕️")]))
        ])

    static let draft = PostDetail(
        id: ID(46), author: "Ayu Lestari", created: now - .hours(2), content: content, state: .draft, due: nil,
        deliveries: [], acts: [.edit, .duplicate, .deleteDraft], version: 1)

    static let emptyDraft = PostDetail(
        id: ID(47), author: "Ayu Lestari", created: now, content: DraftContent(post: Post(parts: []), accounts: []),
        state: .draft, due: nil, deliveries: [], acts: [.edit], version: 1)
}
