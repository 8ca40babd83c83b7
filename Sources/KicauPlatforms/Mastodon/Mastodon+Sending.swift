public import KicauCore

extension Mastodon {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        let server = errand.signedIn.account.server
        let bearer = errand.signedIn.credentials.bearer
        let call: Call
        if let known = before?["media_id"]?.string {
            call = Call(.get, server + "/api/v1/media/" + PercentEncoding.encoded(known), headers: [bearer])
        } else {
            let fields = fitted.alt.isEmpty ? [] : [("description", fitted.alt)]
            let file = Call.FilePart(
                field: "file", fileName: "picture." + Mastodon.ending(fitted.mimeType), type: fitted.mimeType,
                path: fitted.path)
            call = Call(
                .post, server + "/api/v2/media", headers: [bearer], body: .multipart(fields, files: [file]),
                deadline: .seconds(60))
        }
        do throws(LineFailure) {
            return Mastodon.uploaded(try await line.call(call, unit: MastodonUnit.upload))
        } catch { return error.preparation }
    }

    /// Some servers look at the name to know the kind.
    static func ending(_ type: String) -> String {
        switch type {
        case "image/png": "png"
        case "image/webp": "webp"
        case "image/gif": "gif"
        default: "jpg"
        }
    }

    static func uploaded(_ reply: Reply) -> Preparation {
        guard reply.isSuccess, let id = reply.json?["id"]?.string, !id.isEmpty else {
            return errors.preparation(of: complaint(reply))
        }
        let known: [String: JSONValue] = ["media_id": .string(id)]
        return reply.status == 202 || reply.status == 206
            ? .working(known, askAgain: reply.at + .seconds(2)) : .ready(known, expires: reply.at + uploadLife)
    }

    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        if errand.lacksParent { return .refused(Errand.noParent(name)) }
        let signedIn = errand.signedIn
        let body = MastodonWire.newStatus(
            errand.part, mediaIDs: errand.results(of: "upload", "media_id").compactMap(\.string),
            inReplyTo: errand.parent?.remoteID)
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
        Receipt(
            remoteID: status.id, url: status.url ?? status.uri,
            extra: status.uri.map { ["uri": .string($0)] } ?? [:],
            differences: status.differences(from: errand.part, parent: errand.parent?.remoteID))
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
