public import KicauCore

extension Mastodon {
    /// What the server shows is read first: whatever an edit leaves out, the server takes away (mastodon/mastodon,
    /// update_status_service.rb, read 2026-11-27).
    public func edit(
        _ published: PublishedPart, to part: RenderedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Edition {
        let address =
            signedIn.account.server + "/api/v1/statuses/" + PercentEncoding.encoded(published.receipt.remoteID)
        let bearer = signedIn.credentials.bearer
        let shown: MastodonWire.Editable
        do throws(LineFailure) {
            let reply = try await line.call(Call(.get, address, headers: [bearer]), unit: MastodonUnit.read)
            guard reply.isSuccess, let status = reply.json.flatMap(MastodonWire.Editable.init) else {
                return Mastodon.unread(reply)
            }
            shown = status
        } catch { return .postponed(until: error.waitsUntil, error.reason) }
        if shown.wouldOpenItsPollAgain(at: now) { return .refused(Mastodon.pollIsOver()) }
        let call = Call(.put, address, headers: [bearer], body: .json(shown.edited(to: part, at: now)))
        do throws(LineFailure) {
            return Mastodon.edition(try await line.call(call, unit: MastodonUnit.edit), published, part)
        } catch { return error.edition }
    }

    /// Nothing was changed yet, so whatever is not clear is tried again later.
    private static func unread(_ reply: Reply) -> Edition {
        let complaint = complaint(reply)
        switch errors.reread(of: complaint) {
        case .signedOut(let refusal): return .signedOut(refusal)
        case .couldNotLook(let until, let reason): return .postponed(until: until, reason)
        case .gone, .there, .notOffered, .unshown: return .refused(errors.refusal(of: complaint))
        }
    }

    private static func edition(_ reply: Reply, _ published: PublishedPart, _ part: RenderedPart) -> Edition {
        // It was there a moment ago: this server has no such call.
        if [404, 405, 501].contains(reply.status) { return .notOffered }
        guard reply.isSuccess else { return errors.edition(of: complaint(reply)) }
        guard let status = reply.json.flatMap(MastodonWire.Status.init) else {
            return .unknown(
                Trace(
                    what: "the server said yes but showed no status", status: reply.status, answer: reply.words,
                    at: reply.at))
        }
        // snac gives an edited status another id; the old one goes on working there.
        return .edited(
            receipt(
                status, part: part, parent: published.parent,
                quoted: published.receipt.extra["quoted"]?.string))
    }

    private static func pollIsOver() -> Refusal {
        Refusal(
            .invalidContent, "The post has a poll that has ended or is about to; an edit would open it again.",
            do: "Leave it as it is, or write a new post.")
    }
}
