import KicauCore

/// What a person is told of: who answered, named, quoted or liked them. Lexicon app.bsky.notification.listNotifications.
extension BlueskySimulator {
    func addNotificationRoutes(to routes: inout Routes) {
        routes.on("GET", "/xrpc/app.bsky.notification.listNotifications", at: .read, listNotifications)
    }

    @Sendable private func listNotifications(_ call: Call) async throws -> Reply {
        guard let viewer = try viewer(in: call) else { throw XRPCError.authMissing }
        try check(call, knows: ["reasons", "limit", "priority", "cursor", "seenAt"])
        let limit = try number("limit", in: call, 1...100, usual: 50)
        let before = try call.query["cursor"].map(BlueskyNotice.Place.init(reading:))
        let reasons = Set(call.query.list("reasons"))
        let all = BlueskyNotice.all(for: viewer, in: sight(in: call, of: viewer))
            .filter { reasons.isEmpty || reasons.contains($0.reason.rawValue) }
            .filter { notice in before.map { notice.place < $0 } ?? true }
            .sorted { $0.place > $1.place }
        let page = all.prefix(limit)
        return .json(
            .members([
                "notifications": .array(page.map { $0.json(in: self) }), "priority": false,
                "cursor": all.count > limit ? page.last.map { .string($0.place.text) } : nil,
            ]))
    }
}

/// One thing a person is told of.
struct BlueskyNotice: Sendable {
    enum Reason: String, Sendable { case like, mention, reply, quote }

    /// Where it stands in the list: by time, and by hash within a moment.
    struct Place: Comparable, Sendable {
        let ms: Int64
        let cid: String

        var text: String { "\(ms)::\(cid)" }

        init(ms: Int64, cid: String) {
            self.ms = ms
            self.cid = cid
        }

        init(reading text: String) throws {
            let ends = text.split(separator: ":", maxSplits: 1)
            guard ends.count == 2, let ms = Int64(ends[0]), ends[1].hasPrefix(":") else {
                throw XRPCError.invalid("Malformed cursor")
            }
            self.init(ms: ms, cid: String(ends[1].dropFirst()))
        }

        static func < (a: Place, b: Place) -> Bool { (a.ms, a.cid) < (b.ms, b.cid) }
    }

    let record: BlueskyState.StoredRecord
    let author: Person
    let reason: Reason
    let subject: String?
    let place: Place

    init(_ record: BlueskyState.StoredRecord, by author: Person, _ reason: Reason, _ subject: String?, atMs ms: Int64) {
        self.record = record
        self.author = author
        self.reason = reason
        self.subject = subject
        place = Place(ms: ms, cid: record.cid)
    }

    func json(in network: BlueskySimulator) -> JSONValue {
        .members([
            "uri": .string(record.uri.description), "cid": .string(record.cid), "author": network.author(author),
            "reason": .string(reason.rawValue), "reasonSubject": subject.map(JSONValue.string),
            "record": record.value, "isRead": false, "indexedAt": .string(RecordTime.text(ofMs: place.ms)),
            "labels": [],
        ])
    }
}

extension BlueskyNotice {
    static func all(for viewer: Person, in sight: BlueskySight) -> [BlueskyNotice] {
        let posts = sight.network.ground.listing {
            $0.account != viewer.id && $0.createdAtMs <= sight.newestMs
        }
        let said = posts.compactMap { post -> BlueskyNotice? in
            guard let record = sight.record(post.id), let author = sight.network.ground.person(post.account),
                let (reason, subject) = reason(of: post, record.value, for: viewer.id, in: sight)
            else { return nil }
            return BlueskyNotice(record, by: author, reason, subject, atMs: post.createdAtMs)
        }
        let likes = sight.likes.filter { RecordAddress($0.key)?.did == viewer.id && sight.post($0.key) != nil }
            .flatMap { subject, likes in
                likes.compactMap { like in
                    sight.network.ground.person(like.uri.did).flatMap { author in
                        author.id == viewer.id
                            ? nil : BlueskyNotice(like, by: author, .like, subject, atMs: like.indexedAtMs)
                    }
                }
            }
        return said + likes
    }

    /// A post gives each person one notice: for being named, else for being quoted, else for being answered, five posts
    /// up at most. What the author of a thread hid in it, or shut out of it, gives them none.
    private static func reason(
        of post: LivePost, _ record: JSONValue, for viewer: String, in sight: BlueskySight
    ) -> (Reason, String?)? {
        let isOwnThread = post.root.flatMap(RecordAddress.init)?.did == viewer
        if isOwnThread, sight.isHidden(post) { return nil }
        if BlueskySight.mentions(record).contains(viewer) { return (.mention, nil) }
        if let quoted = BlueskySight.quoted(in: record), RecordAddress(quoted)?.did == viewer,
            !sight.forbidsQuotes(quoted)
        {
            return (.quote, quoted)
        }
        guard !sight.isShutOut(post) else { return nil }
        var above = post.parent
        for _ in 0..<5 {
            guard let uri = above else { return nil }
            if RecordAddress(uri)?.did == viewer, sight.post(uri) != nil { return (.reply, uri) }
            above = sight.network.ground.post(uri)?.parent
        }
        return nil
    }
}
