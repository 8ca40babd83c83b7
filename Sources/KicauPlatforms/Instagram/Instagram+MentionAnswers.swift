import KicauCore

/// Answers to those who named the account under somebody else's post: developers.facebook.com, IG User mentions, 2025-01-21.
extension Instagram {
    /// The account's receipts and what answers them name the post; a caption's own is the post itself.
    static func mention(_ parent: Receipt) -> Hint? {
        guard let post = parent.extra["mentioned"]?.string else { return nil }
        return Hint(post: post, comment: parent.remoteID == post ? nil : parent.remoteID)
    }

    /// Other people's comments can be listed only through the mention, one page of them, and Meta's pages do not promise
    /// that all are there. So what is not seen proves nothing, and a person is asked.
    func lookForAnswer(to mention: Hint, _ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        let graph = graph(errand.signedIn)
        let call = graph.get(errand.signedIn.account.remoteID, fields: Wire.answers(to: mention))
        switch await graph.ask(call, unit: InstagramUnit.read, via: line) {
        case .lost(let failure): return failure.finding
        case .no(let complaint):
            switch Instagram.errors.meaning(of: complaint) {
            case .gone, .invalidContent: return Instagram.notSeen(at: errand.now)
            case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
                .token, .permission, .appConfig, .duplicate, .media, .spam, .accountLocked, .clock:
                return Instagram.errors.finding(of: complaint)
            }
        case .yes(let answer):
            let shown = Wire.answers(in: answer, to: mention)
            let ours = shown.first { isAlike($0, errand, since: doubt.since) && isOurs($0, errand) }
            guard let id = ours?["id"]?.string else {
                return Instagram.notSeen(at: errand.now, compared: shown.count)
            }
            return .found(
                Receipt(remoteID: id, url: errand.parent?.url, extra: ["mentioned": .string(mention.post)]))
        }
    }

    private static func notSeen(at now: Instant, compared: Int = 0) -> Finding {
        .notSeen(
            Evidence(
                "Instagram shows no answer with this text there, but it need not show all.", at: now,
                compared: compared, isBlind: true))
    }
}

extension Instagram.Wire {
    private static let answerList = "limit(50){id,text,timestamp,username,from}"

    static func answers(to mention: Hint) -> String {
        guard let comment = mention.comment else {
            return "mentioned_media.media_id(\(mention.post)){id,comments.\(answerList)}"
        }
        return "mentioned_comment.comment_id(\(comment)){id,replies.\(answerList)}"
    }

    static func answers(in answer: JSONValue, to mention: Hint) -> [JSONValue] {
        let list =
            mention.comment == nil
            ? answer.at("mentioned_media", "comments") : answer.at("mentioned_comment", "replies")
        return list?["data"]?.array ?? []
    }
}
