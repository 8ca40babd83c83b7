public import KicauCore

/// Answers to own posts are mentions too: one list tells of both.
extension X {
    /// The first page is as small as X makes them, as most readings find nothing; the next are worth their call.
    private static let pageSizes = [5, 20, 20, 20, 20]

    /// A look sets its first page aside; what is billed is each post that comes, and who wrote it.
    public func readingUnits(for account: Account) -> ReadingUnits {
        let one = X.readUnit(account, count: 1)
        return ReadingUnits(
            post: [one], account: [XUnit.userRead], inbox: [X.readUnit(account, count: X.pageSizes[0])],
            said: [one, XUnit.userRead])
    }

    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        let line = authorised(line, as: listening.signedIn)
        var place = MentionPlace(listening.mark, now: listening.now)
        var mentions: [XWire.Mention] = []
        for size in X.pageSizes {
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(
                    X.mentionsCall(listening.signedIn, place, size: size), unit: X.mentionsUnit(listening, size: size))
            } catch { return error.heard }
            guard reply.isSuccess, let page = reply.json, page["data"] != nil || page["meta"] != nil else {
                return X.errors.heard(of: X.complaint(reply))
            }
            mentions += (page["data"]?.array ?? []).compactMap { XWire.Mention($0, people: page["includes"]) }
            place = place.after(page)
            if place.isAtEnd { break }
        }
        return await heard(mentions, listening, place, via: line)
    }

    private func heard(
        _ all: [XWire.Mention], _ listening: Listening, _ place: MentionPlace, via line: any Line
    ) async -> Heard {
        let own = listening.signedIn.account.remoteID
        let mentions = all.filter { $0.author != own && !$0.isRepost }
        switch await names(of: mentions, listening.signedIn, via: line) {
        case .failure(let end): return end
        case .success(let names):
            let said = mentions.map { X.said($0, by: names[$0.author], listening) }
            return .said(said, mark: place.mark)
        }
    }

    private static func mentionsCall(_ signedIn: SignedIn, _ place: MentionPlace, size: Int) -> Call {
        Call(
            .get, api(signedIn.app) + "/2/users/\(signedIn.account.remoteID)/mentions",
            query: [("max_results", String(size))] + place.query + XWire.mentionFields(signedIn.app))
    }

    /// In the newer names authors come along with the posts, and X bills them: two users cover a post with what it brings.
    private static func mentionsUnit(_ listening: Listening, size: Int) -> MeterUnit {
        XWire.speaksOfPosts(listening.signedIn.app)
            ? XUnit.userReads(2 * size) : readUnit(listening.signedIn.account, count: size)
    }

    private static func said(_ mention: XWire.Mention, by speaker: Speaker?, _ listening: Listening) -> Said {
        let signedIn = listening.signedIn
        let isOurs =
            mention.answered == signedIn.account.remoteID
            || listening.posts.contains { $0.remoteID == mention.seen.parent }
        let about = isOurs ? mention.seen.parent : nil
        let handle = speaker?.handle ?? ""
        let address = web(signedIn.app) + (handle.isEmpty ? "/i/web" : "/\(handle)") + "/status/\(mention.seen.id)"
        return Said(
            kind: about == nil ? .mention : .reply, receipt: Receipt(remoteID: mention.seen.id, url: address),
            speaker: speaker ?? Speaker(remoteID: mention.author, handle: "", name: ""),
            text: mention.seen.parent == nil ? mention.seen.text : XText.withoutLead(mention.seen.text),
            at: mention.seen.created ?? listening.now, about: about)
    }
}

// MARK: Names

extension X {
    private enum Names {
        case success([String: Speaker])
        case failure(Heard)
    }

    /// Asked for by themselves, so that a reading that finds nothing costs no user.
    private func names(
        of mentions: [XWire.Mention], _ signedIn: SignedIn, via line: any Line
    ) async -> Names {
        var known = Dictionary(
            mentions.compactMap { $0.speaker }.map { ($0.remoteID, $0) }, uniquingKeysWith: { first, _ in first })
        let unknown = Set(mentions.map(\.author)).filter { known[$0] == nil }.sorted()
        guard !unknown.isEmpty else { return .success(known) }
        let call = Call(
            .get, X.api(signedIn.app) + "/2/users", query: [("ids", unknown.joined(separator: ","))])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: XUnit.userReads(unknown.count))
            // Who is gone by now is named among the errors of a 200.
            guard reply.isSuccess, let answer = reply.json, answer["data"] != nil || answer["errors"] != nil else {
                return .failure(X.errors.heard(of: X.complaint(reply)))
            }
            for user in (answer["data"]?.array ?? []).compactMap(XWire.speaker) { known[user.remoteID] = user }
            return .success(known)
        } catch { return .failure(error.heard) }
    }
}
