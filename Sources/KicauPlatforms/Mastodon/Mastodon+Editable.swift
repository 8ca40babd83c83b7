import KicauCore

extension MastodonWire {
    /// A status as it stands, and what has to be sent so that an edit changes its words alone.
    struct Editable {
        private let shown: Status
        private let value: JSONValue

        init?(_ value: JSONValue) {
            guard let shown = Status(value) else { return nil }
            self.shown = shown
            self.value = value
        }

        /// The shortest time a poll may run (docs.joinmastodon.org, Instance, polls, read 2026-07-02).
        private static let shortestPoll = Duration.seconds(300)

        private var pollEnds: Instant? { value.at("poll", "expires_at")?.string.flatMap(TimeReading.iso) }

        /// A poll's time is always said anew, from now on, and at least five minutes.
        func wouldOpenItsPollAgain(at now: Instant) -> Bool {
            guard value["poll"]?.object != nil else { return false }
            return value.at("poll", "expired")?.bool == true
                || pollEnds.map { $0 < now + Editable.shortestPoll } ?? false
        }

        /// What was not chosen is as it is shown: the account's own standard made it so.
        func edited(to part: RenderedPart, at now: Instant) -> JSONValue {
            let ids = (value["media_attachments"]?.array ?? []).compactMap { $0["id"]?.string }
            return .members([
                ("status", .string(part.wireText)),
                ("spoiler_text", part.frozen["spoiler_text"] ?? .string(shown.spoiler ?? "")),
                ("sensitive", part.frozen["sensitive"] ?? .bool(shown.isSensitive ?? false)),
                ("language", part.frozen["language"] ?? shown.language.map(JSONValue.string)),
                ("media_ids", ids.isEmpty ? nil : .array(ids.map(JSONValue.string))),
                ("media_attributes", descriptions(ids, part)), ("poll", poll(part, at: now)),
                ("quote_approval_policy", part.frozen["quote_approval_policy"] ?? kept),
            ])
        }

        /// Only those that are another now.
        private func descriptions(_ ids: [String], _ part: RenderedPart) -> JSONValue? {
            guard ids.count == part.media.count, shown.media.count == ids.count else { return nil }
            let changed = zip(zip(ids, shown.media), part.media).filter { $0.0.1.description != $0.1.original.alt }
            guard !changed.isEmpty else { return nil }
            return .array(changed.map { ["id": .string($0.0.0), "description": .string($0.1.original.alt)] })
        }

        /// The same answers and the same "one or several": else the server throws the votes away. Without a poll in the
        /// call it throws the poll away.
        private func poll(_ part: RenderedPart, at now: Instant) -> JSONValue? {
            guard let poll = value["poll"], poll.object != nil else { return nil }
            let rest = pollEnds.map { ($0.ms - now.ms + 999) / 1000 }
            return .members([
                ("options", .array(shown.answers.map(JSONValue.string))),
                ("multiple", .bool(poll["multiple"]?.bool ?? false)),
                ("hide_totals", part.frozen["poll"]?["hide_totals"] ?? false),
                ("expires_in", rest.map(JSONValue.integer)),
            ])
        }

        /// Left out, it becomes the account's standard (docs.joinmastodon.org, client, quotes, read 2026-11-27).
        private var kept: JSONValue? { shown.quotePolicy.map(JSONValue.string) }
    }
}
