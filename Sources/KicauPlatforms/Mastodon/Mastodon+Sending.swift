public import KicauCore

extension Mastodon {
    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        if errand.lacksParent { return .refused(Errand.noParent(name)) }
        if errand.part.frozen["quote"] != nil, errand.quoted == nil { return .refused(Mastodon.quotedUnknown()) }
        let signedIn = errand.signedIn
        let body = MastodonWire.newStatus(
            errand.part, mediaIDs: errand.results(of: "upload", "media_id").compactMap(\.string),
            inReplyTo: errand.parent?.remoteID, quoting: errand.quoted)
        var headers = [signedIn.credentials.bearer]
        switch MastodonDialect(signedIn.account).idempotency {
        case .harmless: headers.append(("idempotency-key", Redacted("\(errand.key)-\(errand.step.part)")))
        case .refused: break
        }
        let call = Call(
            .post, signedIn.account.server + "/api/v1/statuses", headers: headers, body: .json(body), isCommit: true)
        do throws(LineFailure) {
            return Mastodon.outcome(try await line.call(call, unit: MastodonUnit.publish), errand)
        } catch { return error.outcome }
    }

    static func outcome(_ reply: Reply, _ errand: Errand) -> Outcome {
        guard reply.isSuccess else { return errors.outcome(of: complaint(reply)) }
        guard let status = reply.json.flatMap(MastodonWire.Status.init) else {
            return .unknown(
                Trace(
                    what: "the server said yes but showed no status", status: reply.status, answer: reply.words,
                    at: reply.at))
        }
        return .published(receipt(status, errand))
    }

    static func receipt(_ status: MastodonWire.Status, _ errand: Errand) -> Receipt {
        receipt(status, part: errand.part, parent: errand.parent, quoted: errand.quoted)
    }

    static func receipt(
        _ status: MastodonWire.Status, part: RenderedPart, parent: Receipt?, quoted: String?
    ) -> Receipt {
        let extra = JSONValue.members([
            ("uri", status.uri.map(JSONValue.string)), ("quoted", quoted.map(JSONValue.string)),
        ])
        return Receipt(
            remoteID: status.id, url: status.url ?? status.uri, extra: extra.object ?? [:],
            differences: status.differences(from: part, parent: parent?.remoteID, quoted: quoted))
    }

    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        let call = Call(
            .delete, signedIn.account.server + "/api/v1/statuses/" + PercentEncoding.encoded(receipt.remoteID),
            headers: [signedIn.credentials.bearer])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: MastodonUnit.delete)
            return reply.isSuccess ? .deleted : Mastodon.errors.deletion(of: Mastodon.complaint(reply))
        } catch { return error.deletion }
    }
}
