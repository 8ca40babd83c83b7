public import KicauCore
import KicauText

extension Bluesky {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        let line = proving(line, for: errand.signedIn)
        return switch errand.step.name {
        case "mentions": await findPeople(errand, via: line)
        case "gates": await putGates(errand, via: line)
        case "parent": await findParent(errand, via: line)
        case "quote": await findQuoted(errand, via: line)
        default: await upload(errand, before, via: line)
        }
    }

    private func upload(_ errand: Errand, _ before: [String: JSONValue]?, via line: any Line) async -> Preparation {
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        guard !fitted.isVideo else { return await uploadVideo(errand, fitted, before, via: line) }
        do throws(LineFailure) { return try await uploadBlob(fitted, errand, via: line) } catch {
            return error.preparation
        }
    }

    /// Straight to the account's own server.
    func uploadBlob(
        _ fitted: FittedMedia, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let signedIn = errand.signedIn
        let call = Call(
            .post, BlueskyWire.url(signedIn.account.server, "com.atproto.repo.uploadBlob"),
            headers: [signedIn.credentials.bearer], body: .file(path: fitted.path, type: fitted.mimeType),
            deadline: Uploading.deadline(bytes: fitted.bytes))
        let reply = try await line.call(call, unit: BlueskyUnit.upload)
        guard reply.isSuccess, let blob = reply.json?["blob"], blob.at("ref", "$link") != nil else {
            return Bluesky.errors.preparation(of: Bluesky.complaint(reply))
        }
        return .ready(["blob": blob], expires: reply.at + Bluesky.uploadLife)
    }

    /// Asks for the identity behind each handle; a handle nobody has stays plain text.
    private func findPeople(_ errand: Errand, via line: any Line) async -> Preparation {
        var people: [String: JSONValue] = [:]
        let handles = Set(errand.part.spans.filter { $0.kind == .mention }.map(BlueskyWire.handle))
        for handle in handles.sorted() {
            let call = Call(
                .get, BlueskyWire.url(errand.signedIn.account.server, "com.atproto.identity.resolveHandle"),
                query: [("handle", handle)])
            do throws(LineFailure) {
                let reply = try await line.call(call, unit: BlueskyUnit.read)
                if reply.isSuccess, let did = reply.json?["did"] {
                    people[handle] = did
                } else if reply.status == 429 || reply.status >= 500 {
                    return Bluesky.errors.preparation(of: Bluesky.complaint(reply))
                }
            } catch { return error.preparation }
        }
        return .ready(["people": .object(people)], expires: nil)
    }

    /// The very record that is sent; nil while the parts before it are not known.
    static func record(_ errand: Errand) -> JSONValue? {
        let media =
            BlueskyWire.embed(Array(zip(errand.results(of: "upload", "blob"), errand.media)))
            ?? BlueskyWire.external(errand.part.card, thumb: errand.results(of: "card", "blob").first)
        guard let embed = quoting(errand, with: media) else { return nil }
        let people = errand.results(of: "mentions", "people").first?.object ?? [:]
        guard errand.step.part > 0 || errand.rendition.answering != nil else {
            return BlueskyWire.record(errand.part, embed: embed, people: people, reply: nil)
        }
        guard let root = errand.rendition.answering ?? errand.progress.receipts[0], let parent = errand.parent,
            let reply = BlueskyWire.reply(root: root, parent: parent)
        else { return nil }
        return BlueskyWire.record(errand.part, embed: embed, people: people, reply: reply)
    }

    static func key(_ errand: Errand) -> String { errand.part.frozen["rkey"]?.string ?? "" }

    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        let line = proving(line, for: errand.signedIn)
        guard let record = Bluesky.record(errand) else { return .refused(Errand.noParent(name)) }
        let signedIn = errand.signedIn
        let body = BlueskyWire.put(repo: signedIn.account.remoteID, key: Bluesky.key(errand), record: record)
        let call = Call(
            .post, BlueskyWire.url(signedIn.account.server, "com.atproto.repo.putRecord"),
            headers: [signedIn.credentials.bearer], body: .json(body), isCommit: true)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.publish)
            let complaint = Bluesky.complaint(reply)
            if !reply.isSuccess, complaint.code == "InvalidSwap" {
                return await occupied(errand, record, complaint, via: line)
            }
            return Bluesky.outcome(reply, errand, record)
        } catch { return error.outcome }
    }

    static func outcome(_ reply: Reply, _ errand: Errand, _ record: JSONValue) -> Outcome {
        guard reply.isSuccess else { return errors.outcome(of: complaint(reply)) }
        guard let uri = reply.json?["uri"]?.string, let cid = reply.json?["cid"]?.string,
            BlueskyWire.key(of: uri) == key(errand)
        else {
            return .unknown(
                Trace(
                    what: "the server said yes but named no record of ours", status: reply.status,
                    answer: reply.words, at: reply.at))
        }
        return .published(receipt(cid: cid, errand, record))
    }

    /// Something stands at our key already: an earlier try of ours, or (never yet seen) another record.
    private func occupied(
        _ errand: Errand, _ record: JSONValue, _ complaint: Complaint, via line: any Line
    ) async -> Outcome {
        switch await standing(errand, record, via: line) {
        case .ours(let receipt): .published(receipt)
        case .other:
            .refused(
                Refusal(
                    .invalidContent, "Another post stands at this post's place on Bluesky.",
                    do: "Schedule it again for another minute.", answer: complaint.answer, status: complaint.status))
        case .nothing, .unclear: .unknown(Bluesky.errors.trace(of: complaint))
        }
    }

    static func receipt(cid: String, _ errand: Errand, _ record: JSONValue) -> Receipt {
        let account = errand.signedIn.account
        let key = key(errand)
        let expected = DagCBOR.cid(record)
        return Receipt(
            remoteID: "at://\(account.remoteID)/\(collection)/\(key)",
            url: web(errand.signedIn.app) + "/profile/\(account.handle)/post/\(key)", extra: ["cid": .string(cid)],
            differences: expected == nil || expected == cid
                ? [] : ["The server stored the post in another form than it was sent."])
    }

    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        let line = proving(line, for: signedIn)
        let key = BlueskyWire.key(of: receipt.remoteID)
        let call = Call(
            .post, BlueskyWire.url(signedIn.account.server, "com.atproto.repo.deleteRecord"),
            headers: [signedIn.credentials.bearer],
            body: .json([
                "repo": .string(signedIn.account.remoteID), "collection": .string(Bluesky.collection),
                "rkey": .string(key),
            ]))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.delete)
            if reply.isSuccess { return .deleted }
            let complaint = Bluesky.complaint(reply)
            // One server deletes and then answers 400: what stands there now decides.
            if reply.status < 500, reply.status != 401, reply.status != 429,
                await isGone(key, signedIn, via: line)
            {
                return .deleted
            }
            return Bluesky.errors.deletion(of: complaint)
        } catch { return error.deletion }
    }

    static func web(_ app: AppKeys) -> String { app.address("www", "https://bsky.app") }
}
