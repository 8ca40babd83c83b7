import KicauCore

extension Mastodon {
    /// The first API version that takes quotes (docs.joinmastodon.org, client, quotes, read 2026-11-27).
    static let quotesSince = 7

    static func quoteSteps(for rendition: Rendition) -> [Step] {
        rendition.parts.enumerated().filter { $0.element.frozen["quote"] != nil }
            .map { Step(.prepare, "quote", part: $0.offset) }
    }

    /// Finds the number under which this server knows the post to quote. One of another server is fetched by it.
    func findQuoted(_ errand: Errand, via line: any Line) async -> Preparation {
        guard let link = errand.part.frozen["quote"]?.string else { return .refused(Mastodon.quotedUnknown()) }
        let account = errand.signedIn.account
        let own = receipt(of: link, for: account)?.remoteID
        let call =
            if let own {
                Call(
                    .get, account.server + "/api/v1/statuses/" + PercentEncoding.encoded(own),
                    headers: [errand.signedIn.credentials.bearer])
            } else {
                Call(
                    .get, account.server + "/api/v2/search",
                    query: [("q", link), ("type", "statuses"), ("resolve", "true"), ("limit", "1")],
                    headers: [errand.signedIn.credentials.bearer])
            }
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: MastodonUnit.read)
            guard reply.isSuccess, let answer = reply.json else {
                return Mastodon.errors.preparation(of: Mastodon.complaint(reply))
            }
            return Mastodon.quotable(own == nil ? answer["statuses"]?[0] : answer)
        } catch { return error.preparation }
    }

    private static func quotable(_ status: JSONValue?) -> Preparation {
        guard let id = status?["id"]?.string, !id.isEmpty else { return .refused(quotedUnknown()) }
        switch status?.at("quote_approval", "current_user")?.string {
        case "denied", "unknown": return .refused(quoteDenied())
        default: return .ready(["quoted": .string(id)], expires: nil)  // a word from outside, not an enum of ours
        }
    }

    static func quotedUnknown() -> Refusal {
        Refusal(
            .gone, "The server does not find the post that is to be quoted.",
            do: "Check its address: the post has to be there, and public.")
    }

    private static func quoteDenied() -> Refusal {
        Refusal(
            .invalidContent, "The author of the post that is to be quoted does not allow it.",
            do: "Leave the quote out, or put the address into the text.")
    }

    static func brokenQuote(_ chosen: ChosenOptions, _ dialect: MastodonDialect, _ post: Post) -> [RuleBroken] {
        guard chosen["quote"] != nil else { return [] }
        if dialect.api < quotesSince {
            return [
                RuleBroken(
                    "As far as is known here, this server takes no quotes.",
                    do: "Leave the quote out; or check the account, if the server is Mastodon 4.5 or newer.", part: 0)
            ]
        }
        guard post.parts.first?.media.isEmpty == false || !chosen.all("poll").isEmpty else { return [] }
        return [
            RuleBroken(
                "A post that quotes another has neither pictures nor a poll here.",
                do: "Take them out of the first part, or leave the quote out.", part: 0)
        ]
    }
}

extension Errand {
    /// The server's number of the post this part quotes.
    var quoted: String? { results(of: "quote", "quoted").first?.string }
}

extension MastodonWire {
    /// A quote as a status shows it.
    struct Quote {
        private let state: String?
        private let id: String?

        init?(_ value: JSONValue?) {
            guard let value, value.object != nil else { return nil }
            state = value["state"]?.string
            id = value.at("quoted_status", "id")?.string ?? value["quoted_status_id"]?.string
        }

        /// Until its author allows it, readers do not see the post that is quoted.
        func difference(from quoted: String?) -> Sentence? {
            if let quoted, let id, id != quoted { return "The server quotes another post than was sent." }
            return switch state {
            case "accepted", "blocked_account", "blocked_domain", "muted_account": nil
            case "pending": "The quote is not shown until the author of the quoted post allows it."
            case "deleted": "The post that is quoted is gone."
            default: "The author of the quoted post does not allow the quote."  // a word from outside
            }
        }
    }
}
