import KicauCore

extension MastodonWire {
    /// One line of an account's notifications.
    struct Notification {
        let id: String
        let created: Instant?
        private let type: String?
        private let status: JSONValue?

        init?(_ value: JSONValue) {
            guard let id = value["id"]?.string, !id.isEmpty else { return nil }
            self.id = id
            created = value["created_at"]?.string.flatMap(TimeReading.iso)
            type = value["type"]?.string
            status = value["status"]
        }

        /// Nil: nobody said anything with it, or it is our own.
        func said(to account: Account) -> Said? {
            guard type == "mention", let status, let shown = Status(status), let speaker = Person(status["account"]),
                speaker.id != account.remoteID, let at = shown.created ?? created
            else { return nil }
            let isAnswer = status["in_reply_to_account_id"]?.string == account.remoteID
            let words = [shown.spoiler ?? "", shown.text].filter { !$0.isEmpty }
            return Said(
                kind: isAnswer ? .reply : .mention, receipt: receipt(of: shown, speaker, account),
                speaker: Speaker(remoteID: speaker.id, handle: speaker.acct, name: speaker.name),
                text: words.joined(separator: "\n\n"), at: at, about: isAnswer ? shown.parent : nil)
        }

        /// With what an answer takes over from it.
        private func receipt(of shown: Status, _ speaker: Person, _ account: Account) -> Receipt {
            let others = (status?["mentions"]?.array ?? []).compactMap(Person.init)
                .filter { $0.id != account.remoteID && $0.id != speaker.id }
            let extra = JSONValue.members([
                ("uri", shown.uri.map(JSONValue.string)), ("visibility", shown.visibility.map(JSONValue.string)),
                ("spoiler_text", shown.spoiler.flatMap { $0.isEmpty ? nil : .string($0) }),
                ("acct", .string(speaker.acct)),
                ("others", others.isEmpty ? nil : .array(others.map { .string($0.acct) })),
            ])
            return Receipt(remoteID: shown.id, url: shown.url ?? shown.uri, extra: extra.object ?? [:])
        }
    }

    /// Somebody as another person's status shows them.
    private struct Person {
        let id: String
        let acct: String
        let name: String

        init?(_ value: JSONValue?) {
            guard let value, let id = value["id"]?.string, let acct = value["acct"]?.string, !acct.isEmpty else {
                return nil
            }
            self.id = id
            self.acct = acct
            let shown = value["display_name"]?.string ?? ""
            name = shown.isEmpty ? value["username"]?.string ?? acct : shown
        }
    }
}
