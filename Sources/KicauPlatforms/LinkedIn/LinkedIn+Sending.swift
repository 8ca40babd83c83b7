public import KicauCore

extension LinkedIn {
    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        switch errand.part.role {
        case .post, .threadPart: await post(errand, via: line)
        case .comment: await comment(errand, via: line)
        }
    }

    private func post(_ errand: Errand, via line: any Line) async -> Outcome {
        let signedIn = errand.signedIn
        let urns = ["image", "video", "document"].flatMap { errand.results(of: "upload", $0) }.compactMap(\.string)
        let body = LinkedInWire.newPost(
            author: signedIn.account.remoteID, text: errand.part.wireText,
            media: Array(zip(urns, errand.part.media.map(\.original.alt)).map { (urn: $0, alt: $1) }),
            options: errand.part.frozen,
            article: LinkedInWire.article(errand.part.card, thumbnail: errand.results(of: "card", "image").first))
        let call = Call(
            .post, LinkedInWire.posts(signedIn.app), headers: LinkedInWire.headers(signedIn), body: .json(body),
            isCommit: true)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.publish)
            let outcome = LinkedIn.outcome(reply, errand)
            guard case .duplicate(_, let refusal) = outcome else { return outcome }
            return await duplicate(LinkedIn.complaint(reply), refusal, errand, via: line)
        } catch { return error.outcome }
    }

    static func outcome(_ reply: Reply, _ errand: Errand) -> Outcome {
        guard reply.isSuccess else { return errors.outcome(of: complaint(reply)) }
        guard let urn = reply.header("x-restli-id"), urn.hasPrefix("urn:li:") else {
            return .unknown(
                Trace(
                    what: "LinkedIn said yes but named no post", status: reply.status, answer: reply.words, at: reply.at
                ))
        }
        return .published(receipt(urn, errand.signedIn.app))
    }

    static func receipt(_ urn: String, _ app: AppKeys) -> Receipt {
        Receipt(remoteID: urn, url: LinkedInWire.web(app) + "/feed/update/\(urn)/")
    }

    /// The second try is the probe: when the first one arrived, its name stands in this answer.
    ///
    /// What something else is known by is not it. And after a deletion LinkedIn names posts that do not exist: who may read
    /// checks that; where nobody may, a post of ours with the same words that was taken off is reason enough to ask a person.
    private func duplicate(
        _ complaint: Complaint, _ refusal: Refusal, _ errand: Errand, via line: any Line
    ) async -> Outcome {
        guard errand.progress.adoptsDuplicate, let urn = LinkedIn.named(in: complaint),
            !errand.isKnown(urn)
        else { return .duplicate(of: nil, refusal) }
        let signedIn = errand.signedIn
        if signedIn.account.isOrganisation {
            let call = Call(.get, LinkedInWire.post(urn, signedIn.app), headers: LinkedInWire.headers(signedIn))
            do throws(LineFailure) {
                let reply = try await line.call(call, unit: LinkedInUnit.read)
                if reply.status == 404 { return .duplicate(of: nil, refusal) }
                guard reply.isSuccess else { return .unknown(LinkedIn.errors.trace(of: complaint)) }
            } catch { return .unknown(LinkedIn.errors.trace(of: complaint)) }
        } else if errand.progress.twinWasRemoved {
            return .duplicate(of: nil, refusal)
        }
        return .duplicate(of: LinkedIn.receipt(urn, signedIn.app), refusal)
    }

    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        let call: Call
        if let comment = LinkedInWire.commentParts(receipt.remoteID) {
            call = Call(
                .delete, LinkedInWire.comment(comment, signedIn.app), query: [("actor", signedIn.account.remoteID)],
                headers: LinkedInWire.headers(signedIn))
        } else {
            call = Call(
                .delete, LinkedInWire.post(receipt.remoteID, signedIn.app),
                headers: LinkedInWire.headers(signedIn) + [("x-restli-method", Redacted("DELETE"))])
        }
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.delete)
            return reply.isSuccess ? .deleted : LinkedIn.errors.deletion(of: LinkedIn.complaint(reply))
        } catch { return error.deletion }
    }
}
