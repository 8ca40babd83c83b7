public import KicauCore

extension X {
    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        if errand.lacksParent { return .refused(Errand.noParent(name)) }
        let people = errand.results(of: "people", "ids").first?.array ?? []
        let body = XWire.newPost(
            text: errand.part.wireText, mediaIDs: errand.results(of: "upload", "media_id").compactMap(\.string),
            tagged: people.compactMap(\.string), inReplyTo: errand.parent?.remoteID,
            options: errand.part.frozen.filter { $0.key != X.taggedField })
        let call = Call(
            .post, X.api(errand.signedIn.app) + "/2/tweets", body: .json(body), isCommit: true)
        do throws(LineFailure) {
            let reply = try await authorised(line, as: errand.signedIn).call(call, unit: X.commitUnit(errand.part))
            return X.outcome(reply, errand)
        } catch { return error.outcome }
    }

    /// Frozen with the rendition, so that what was held is what is spent.
    static func commitUnit(_ part: RenderedPart) -> MeterUnit {
        part.units.first { $0.name.hasPrefix("post_create") || $0 == XUnit.quoteCreate } ?? XUnit.postCreateURL
    }

    static func outcome(_ reply: Reply, _ errand: Errand) -> Outcome {
        guard reply.isSuccess else {
            return (errand.answersSomebody ? answerErrors : errors).outcome(of: complaint(reply))
        }
        guard let id = reply.json?.at("data", "id")?.string, id.isDigits
        else {
            return .unknown(
                Trace(what: "X said yes but named no post", status: reply.status, answer: reply.words, at: reply.at))
        }
        return .published(receipt(id, errand.signedIn, differences: differences(of: reply, from: errand.part)))
    }

    static func differences(of reply: Reply, from part: RenderedPart) -> [Sentence] {
        var differences: [Sentence] = []
        if let text = reply.json?.at("data", "text")?.string, !XText.isAlike(text, part.wireText, in: part.role) {
            differences.append("X shows another text than was sent: \(Words.cut(XText.unescaped(text)))")
        }
        if let warning = reply.json?["errors"]?[0] {
            let words = warning["detail"]?.string ?? warning["message"]?.string ?? warning["title"]?.string ?? ""
            differences.append("X took the post and added: \(Words.cut(words))")
        }
        return differences
    }

    static func receipt(_ id: String, _ signedIn: SignedIn, differences: [Sentence] = []) -> Receipt {
        Receipt(
            remoteID: id, url: web(signedIn.app) + "/\(signedIn.account.handle)/status/\(id)",
            differences: differences)
    }

    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        let call = Call(
            .delete, X.api(signedIn.app) + "/2/tweets/" + PercentEncoding.encoded(receipt.remoteID))
        do throws(LineFailure) {
            let reply = try await authorised(line, as: signedIn).call(call, unit: XUnit.contentManage)
            guard reply.isSuccess else { return X.errors.deletion(of: X.complaint(reply)) }
            return reply.json?.at("data", "deleted")?.bool == true
                ? .deleted
                : .unknown(
                    Trace(
                        what: "X did not say that the post is deleted", status: reply.status, answer: reply.words,
                        at: reply.at))
        } catch { return error.deletion }
    }

    static func api(_ app: AppKeys) -> String { app.address("api", "https://api.x.com") }
    static func web(_ app: AppKeys) -> String { app.address("authorize", "https://x.com") }
}
