public import KicauCore

extension LinkedIn {
    /// Organisations may read their posts back; a member's posts are shown to no program, and counted for some.
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        switch (published.part.role, signedIn.account.isOrganisation) {
        case (.post, true), (.threadPart, true): await readPost(published, of: signedIn, via: line)
        case (.comment, true): await readComment(published, of: signedIn, via: line)
        case (.post, false), (.threadPart, false): await readMember(published, of: signedIn, via: line)
        case (.comment, false): .notOffered
        }
    }

    private func readPost(_ published: PublishedPart, of signedIn: SignedIn, via line: any Line) async -> Reread {
        let call = Call(
            .get, LinkedInWire.post(published.receipt.remoteID, signedIn.app), headers: LinkedInWire.headers(signedIn))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess, let shown = reply.json, shown["id"] != nil else {
                return LinkedIn.reread(of: LinkedIn.complaint(reply))
            }
            let numbers = await numbers(of: published.receipt.remoteID, signedIn, via: line)
            return .there(differences: LinkedIn.differences(published.part, shown), numbers: numbers)
        } catch { return error.reread }
    }

    private func numbers(of urn: String, _ signedIn: SignedIn, via line: any Line) async -> Numbers {
        let url = LinkedInWire.statistics(of: urn, organisation: signedIn.account.remoteID, signedIn.app)
        do throws(LineFailure) {
            let reply = try await line.call(
                Call(.get, url, headers: LinkedInWire.headers(signedIn)), unit: LinkedInUnit.read)
            guard reply.isSuccess, let answer = reply.json else {
                return LinkedIn.errors.numbers(of: LinkedIn.complaint(reply))
            }
            // A post that nobody has seen yet is left out.
            let counts = answer["elements"]?.array?.first?["totalShareStatistics"]
            return Numbers(in: counts, LinkedInWire.counts, of: answer)
        } catch { return error.numbers }
    }

    private static func differences(_ part: RenderedPart, _ shown: JSONValue) -> [Sentence] {
        var found: [Sentence] = []
        let text = LittleText.plain(shown["commentary"]?.string ?? "")
        if text != part.shownText {
            found.append("LinkedIn shows another text than was sent: \(Words.cut(text))")
        }
        let media = media(of: shown)
        if media.count != part.media.count {
            found.append("LinkedIn shows \(media.count) pictures, and \(part.media.count) were sent.")
        } else if !areOfOneKind(media, part) {
            found.append("LinkedIn shows another kind of picture or video than was sent.")
        }
        return found + differences(part.card, shown)
    }

    private func readComment(_ published: PublishedPart, of signedIn: SignedIn, via line: any Line) async -> Reread {
        guard let parent = published.parent else { return .notOffered }
        let most = 100
        let place = LinkedInPlace(under: parent)
        let call = Call(
            .get, LinkedInWire.comments(on: place.asked, signedIn.app), query: [("count", String(most))],
            headers: LinkedInWire.headers(signedIn))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess, let comments = reply.json?["elements"]?.array else {
                return LinkedIn.reread(of: LinkedIn.complaint(reply))
            }
            guard let ours = comments.first(where: { LinkedIn.isNamed($0, published.receipt.remoteID) }) else {
                // Under a post of very many comments it may stand on a later page.
                return comments.count < most ? .gone(answer: nil, status: reply.status) : .notOffered
            }
            let isSame = ours.at("message", "text")?.string == published.part.wireText
            return .there(differences: isSame ? [] : ["LinkedIn shows another text than was sent."])
        } catch { return error.reread }
    }

    /// Its urn is told with the post's number or with its activity's: the comment's own number decides.
    private static func isNamed(_ comment: JSONValue, _ urn: String) -> Bool {
        let names = [comment["commentUrn"], comment["$URN"], comment["id"]].compactMap { $0?.string }
        let number = LinkedInWire.commentParts(urn)?.id ?? urn
        return names.contains { (LinkedInWire.commentParts($0)?.id ?? $0) == number }
    }

    /// The right to read belongs to another product than the right to publish: many apps lack it.
    private static func reread(of complaint: Complaint) -> Reread {
        errors.meaning(of: complaint) == .permission ? .notOffered : errors.reread(of: complaint)
    }
}
