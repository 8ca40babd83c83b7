public import KicauCore

/// Names in captions and comments under somebody else's post, which no list holds: Instagram's call to us names their
/// numbers, and each is read by one of ours. Behind Facebook Login alone.
///
/// developers.facebook.com, IG User mentioned_media, mentioned_comment and mentions, 2025-01-21; [CG] IGUser, 2026-04-15.
extension Instagram {
    public func takesHints(for account: Account) -> Bool { login(of: account) == .facebook }

    public func hear(_ hint: Hint, of signedIn: SignedIn, now: Instant, via line: any Line) async -> HintEnd {
        guard takesHints(for: signedIn.account) else { return .nothing }
        var answer = await read(Wire.mention(hint), of: signedIn, via: line)
        // The same code says that there is no such field as that there is no such mention: without the doubtful ones we know.
        if case .no(let complaint) = answer, Instagram.errors.meaning(of: complaint) == .invalidContent {
            answer = await read(Wire.certainMention(hint), of: signedIn, via: line)
        }
        switch answer {
        case .lost(let failure): return .postponed(until: failure.waitsUntil, failure.reason)
        case .no(let complaint): return Instagram.errors.hintEnd(of: complaint)
        case .yes(let answer):
            return Wire.mentioned(answer, hint, by: signedIn.account).map(HintEnd.said) ?? .nothing
        }
    }

    private func read(_ fields: String, of signedIn: SignedIn, via line: any Line) async -> GraphAnswer {
        let graph = graph(signedIn)
        return await graph.ask(
            graph.get(signedIn.account.remoteID, fields: fields), unit: InstagramUnit.read, via: line)
    }
}

extension Instagram.Wire {
    /// It goes into an expression; a hint holds digits and nothing else.
    static func mention(_ hint: Hint) -> String {
        guard let comment = hint.comment else { return "mentioned_media.media_id(\(hint.post)){\(tagFields)}" }
        return "mentioned_comment.comment_id(\(comment)){id,text,timestamp,username,media{id,permalink}}"
    }

    /// With the fields alone that the two pages of the reference list themselves.
    ///
    /// developers.facebook.com, IG User mentioned_media and mentioned_comment, 2025-01-21, read 2026-11-27.
    static func certainMention(_ hint: Hint) -> String {
        guard let comment = hint.comment else {
            return "mentioned_media.media_id(\(hint.post)){id,caption,timestamp,username}"
        }
        return "mentioned_comment.comment_id(\(comment)){id,text,timestamp}"
    }

    /// Nil: nothing of that kind is shown, or it is our own.
    static func mentioned(_ answer: JSONValue, _ hint: Hint, by own: Account) -> Said? {
        guard let shown = answer[hint.comment == nil ? "mentioned_media" : "mentioned_comment"],
            shown["id"]?.string == hint.remoteID, let at = shown["timestamp"]?.string.flatMap(TimeReading.iso),
            !isOwn(shown, own)
        else { return nil }
        let handle = handle(of: shown) ?? ""
        return Said(
            kind: .mention,
            receipt: Receipt(
                remoteID: hint.remoteID, url: (shown["permalink"] ?? shown.at("media", "permalink"))?.string,
                extra: ["mentioned": .string(hint.post)]),
            speaker: Speaker(remoteID: handle, handle: handle, name: ""),
            text: (shown["caption"] ?? shown["text"])?.string ?? "", at: at, about: nil)
    }

    /// The numbers in a body, by the account that they are for. Its words are not looked at.
    ///
    /// developers.facebook.com, Instagram webhooks reference, `mentions`, read 2026-11-27.
    static func hints(_ body: JSONValue) -> [String: [Hint]] {
        var found: [String: [Hint]] = [:]
        var room = Hint.mostAKnock
        for entry in body["entry"]?.array ?? [] {
            guard let account = entry["id"]?.string else { continue }
            for change in entry["changes"]?.array ?? [] where change["field"]?.string == "mentions" && room > 0 {
                guard let hint = pointed(change["value"]) else { continue }
                room -= 1
                found[account, default: []].append(hint)
            }
        }
        return found
    }

    private static func pointed(_ value: JSONValue?) -> Hint? {
        guard let post = value?["media_id"]?.string else { return nil }
        return Hint(post: post, comment: value?["comment_id"]?.string)
    }
}

extension ErrorTable {
    /// What is not there will not be there later either. Of anything else a number is not forgotten at once.
    fileprivate func hintEnd(of complaint: Complaint) -> HintEnd {
        switch meaning(of: complaint) {
        case .gone: return .nothing
        case .token: return .signedOut(refusal(of: complaint))
        case .permission, .appConfig: return .refused(refusal(of: complaint))
        case .invalidContent, .media:
            return .refused(
                Refusal(
                    .invalidContent, "Instagram did not show a post or comment that mentions this account.",
                    do: "Look there yourself; Kicau asks for it again tomorrow.", answer: complaint.answer,
                    status: complaint.status))
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .duplicate, .spam, .accountLocked, .clock:
            let wait = wait(of: complaint) ?? (complaint.at + .minutes(10), .platformBusy(answer: complaint.answer))
            return .postponed(until: wait.until, wait.reason)
        }
    }
}
