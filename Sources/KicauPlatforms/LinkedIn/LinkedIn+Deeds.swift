public import KicauCore

extension LinkedIn {
    /// learn.microsoft.com, Reactions API, read 2026-11-27 as stored.
    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        guard signedIn.account.isOrganisation else { return .notOffered }
        let us = signedIn.account.remoteID
        let call: Call
        switch deed {
        case .like:
            call = Call(
                .post, LinkedInWire.reactions(signedIn.app), query: [("actor", us)],
                headers: LinkedInWire.headers(signedIn),
                body: .json(["root": .string(said.receipt.remoteID), "reactionType": "LIKE"]))
        case .unlike:
            call = Call(
                .delete, LinkedInWire.reaction(of: us, on: said.receipt.remoteID, signedIn.app),
                headers: LinkedInWire.headers(signedIn))
        case .hide, .unhide, .approve, .ignore: return .notOffered
        }
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.react)
            return reply.isSuccess ? .done : LinkedIn.end(of: deed, LinkedIn.complaint(reply))
        } catch { return error.deed }
    }

    /// A like that is in the way of another is there; one that is not found needs no taking back.
    private static func end(of deed: Deed, _ complaint: Complaint) -> DeedEnd {
        switch (deed, errors.meaning(of: complaint)) {
        case (.like, .retry) where complaint.status == 409: .done
        case (.unlike, .gone): .done
        case (.like, _), (.unlike, _), (.hide, _), (.unhide, _), (.approve, _), (.ignore, _): errors.deed(of: complaint)
        }
    }
}
