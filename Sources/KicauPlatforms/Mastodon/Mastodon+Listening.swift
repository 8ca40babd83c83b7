public import KicauCore

extension Mastodon {
    private static let mostPages = 5
    /// The most that Mastodon gives at once (docs.joinmastodon.org, notifications, read 2026-11-27); older ones give
    /// fewer.
    private static let pageSize = 80

    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        var ear = MastodonEar(listening)
        for turn in 0..<Mastodon.mostPages {
            guard let page = ear.page else { break }
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(notifications(of: listening.signedIn, page), unit: MastodonUnit.read)
            } catch {
                return turn == 0 ? error.heard : ear.heard
            }
            guard reply.isSuccess, let items = reply.json?.array else {
                // What was read stays read: the mark says where the next reading goes on.
                return turn == 0 ? Mastodon.errors.heard(of: Mastodon.complaint(reply)) : ear.heard
            }
            ear.take(items)
        }
        return ear.heard
    }

    private func notifications(of signedIn: SignedIn, _ page: MastodonEar.Page) -> Call {
        let place: [(String, String)] =
            switch page {
            case .newest: []
            case .before(let id): [("max_id", id)]
            case .after(let id): [("min_id", id)]
            }
        let unwanted = MastodonDialect(signedIn.account).unwantedTypes.map { ("exclude_types[]", $0) }
        return Call(
            .get, signedIn.account.server + "/api/v1/notifications",
            query: [("limit", String(Mastodon.pageSize)), ("types[]", "mention")] + unwanted + place,
            headers: [signedIn.credentials.bearer])
    }
}

extension MastodonDialect {
    /// Servers that know only what to leave out (snac's mastoapi.c, read 2026-11-27; GoToSocial and Pleroma of older
    /// days): naming both harms nowhere.
    var unwantedTypes: [String] {
        switch software {
        case .snac, .gotosocial, .pleroma, .akkoma, .pixelfed, .other:
            ["follow", "follow_request", "favourite", "reblog", "poll", "status", "update"]
        case .mastodon, .sharkey, .firefish, .misskey: []
        }
    }
}
