import Foundation
public import KicauCore

extension LinkedIn {
    static let clockSlack = Duration.seconds(30)

    /// A member's posts cannot be read back: LinkedIn tells of the first try only when the second comes.
    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        switch errand.part.role {
        case .post, .threadPart: await lookForPost(errand, doubt, via: line)
        case .comment: await lookForComment(errand, doubt, via: line)
        }
    }

    private func lookForPost(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        let second = Evidence(
            "LinkedIn names an earlier post only when the same one is sent again.", at: errand.now)
        let signedIn = errand.signedIn
        guard signedIn.account.isOrganisation else { return .askBySending(second) }
        let call = Call(
            .get, LinkedInWire.posts(signedIn.app),
            query: [
                ("author", signedIn.account.remoteID), ("q", "author"), ("count", "20"), ("sortBy", "LAST_MODIFIED"),
            ], headers: LinkedInWire.headers(signedIn) + [("x-restli-method", Redacted("FINDER"))])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess, let posts = reply.json?["elements"]?.array else {
                let complaint = LinkedIn.complaint(reply)
                // Without the right to read, the second try still tells.
                return LinkedIn.errors.meaning(of: complaint) == .permission
                    ? .askBySending(second) : LinkedIn.errors.finding(of: complaint)
            }
            guard let ours = posts.first(where: { LinkedIn.isOurs($0, errand, doubt) }), let urn = ours["id"]?.string
            else { return .askBySending(second) }
            return .found(LinkedIn.receipt(urn, signedIn.app))
        } catch { return error.finding }
    }

    /// In a feed's address the name stands whole, in the one that LinkedIn copies its type and number end the words.
    public func receipt(of link: String, for account: Account) -> Receipt? {
        if let comment = LinkedIn.comment(in: link) { return Receipt(remoteID: comment, url: link) }
        guard let named = link.matches(of: /(share|ugcPost|activity)(?::|%3[Aa]|-)([0-9]+)/).last?.output else {
            return nil
        }
        return Receipt(remoteID: "urn:li:\(named.1):\(named.2)", url: link)
    }

    /// The address that LinkedIn copies for a comment names the post as well: whoever took that would delete the post.
    ///
    /// An answer's address names the comment above it first.
    private static func comment(in link: String) -> String? {
        let place = /comment:\((?:urn:li:)?(activity|share|ugcPost):([0-9]+),([0-9]+)\)/
        guard let named = link.removingPercentEncoding?.matches(of: place).last?.output else { return nil }
        return "urn:li:comment:(urn:li:\(named.1):\(named.2),\(named.3))"
    }

    static func isOurs(_ post: JSONValue, _ errand: Errand, _ doubt: Doubt) -> Bool {
        let time = post["publishedAt"]?.int ?? post["createdAt"]?.int
        if let time, Instant(ms: Int64(time)) < doubt.since - clockSlack { return false }
        if errand.isKnown(post["id"]?.string) { return false }
        return hangs(post, like: errand.part)
            && LittleText.plain(post["commentary"]?.string ?? "") == errand.part.shownText
    }

    private static func hangs(_ post: JSONValue, like part: RenderedPart) -> Bool {
        let shown = media(of: post)
        return shown.count == part.media.count && areOfOneKind(shown, part)
    }

    static func media(of post: JSONValue) -> [JSONValue] {
        post.at("content", "multiImage", "images")?.array ?? post.at("content", "media").map { [$0] } ?? []
    }

    /// The name of what hangs there tells its kind; a name of neither kind says nothing against it.
    static func areOfOneKind(_ shown: [JSONValue], _ part: RenderedPart) -> Bool {
        zip(shown, part.media).allSatisfy { piece, sent in
            let kind = sent.original.isVideo ? "video" : sent.original.isDocument ? "document" : "image"
            guard let urn = piece["id"]?.string else { return true }
            return !["image", "video", "document"].contains { $0 != kind && urn.hasPrefix("urn:li:\($0):") }
        }
    }
}
