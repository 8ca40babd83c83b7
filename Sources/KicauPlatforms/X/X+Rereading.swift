public import KicauCore

extension X {
    /// Each reading is paid for, also of one's own posts: the meter refuses it when the budget does. The numbers come along.
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        let call = Call(
            .get, X.api(signedIn.app) + "/2/tweets/" + PercentEncoding.encoded(published.receipt.remoteID),
            query: [XWire.fieldsWithNumbers(signedIn.app)])
        do throws(LineFailure) {
            let reply = try await authorised(line, as: signedIn).call(
                call, unit: X.readUnit(signedIn.account, count: 1))
            if let answer = reply.json, reply.isSuccess, let data = answer["data"], let seen = XWire.Seen(data) {
                return .there(
                    differences: seen.differences(from: published.part),
                    numbers: Numbers(in: data["public_metrics"], XWire.counts, of: answer))
            }
            let complaint = X.complaint(reply)
            // What is not there is told under a 200.
            if complaint.subtype == "resource-not-found" {
                return .gone(answer: complaint.answer, status: complaint.status)
            }
            return X.errors.reread(of: complaint)
        } catch { return error.reread }
    }
}

extension XWire.Seen {
    func says(_ part: RenderedPart) -> Bool {
        XText.isSame(XText.withoutQuote(text, part.quotedOnX), as: part.wireText, in: part.role)
    }

    /// The same words may be said of several posts. Who shows nothing of it is taken at the words.
    func quotes(as part: RenderedPart) -> Bool {
        guard let wanted = part.quotedOnX, let quoted else { return true }
        return quoted == wanted
    }

    func differences(from part: RenderedPart) -> [Sentence] {
        var found: [Sentence] = []
        if !says(part) {
            found.append("X shows another text than was sent: \(Words.cut(text))")
        }
        if !quotes(as: part) { found.append("X shows another post quoted than was chosen.") }
        if pictures != part.media.count {
            found.append("X shows \(pictures) pictures, and \(part.media.count) were sent.")
        }
        return found
    }
}
