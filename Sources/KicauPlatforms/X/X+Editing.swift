public import KicauCore

/// An edit is a post that takes another's place: it has a new id, and the old one stays in its history.
///
/// docs.x.com, edit posts: for 30 minutes, up to five times, no polls, no answers to others, nothing of a community; read
/// 2026-11-27 as stored. The changelog of October 2025 says an hour. So X is asked what holds for this post, and until when.
extension X {
    public func edit(
        _ published: PublishedPart, to part: RenderedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Edition {
        guard X.isPlain(published.part), published.part.role == .post, part.media.isEmpty else {
            return .refused(X.editsOnlyPlain)
        }
        let line = authorised(line, as: signedIn)
        do throws(LineFailure) {
            switch try await newest(of: published.receipt.remoteID, signedIn, via: line) {
            case .ended(let edition): return edition
            // It was edited so already, by hand or by a call whose answer was lost.
            case .there(let version) where XText.isSame(version.seen.text, as: part.wireText, in: part.role):
                return .edited(X.receipt(version.seen.id, signedIn))
            case .there(let version):
                guard version.mayBeEdited(at: now) else { return .refused(X.editsNoMore) }
                return try await put(part, inPlaceOf: version, signedIn, via: line)
            }
        } catch { return error.edition }
    }

    /// Whether pictures and what a post hangs on stay when they are not sent again is not written anywhere.
    private static func isPlain(_ part: RenderedPart) -> Bool {
        part.media.isEmpty && part.frozen["poll"] == nil && part.frozen["community_id"] == nil && part.quotedOnX == nil
            && part.frozen["geo"] == nil
    }

    private enum Newest {
        case there(XWire.Version)
        case ended(Edition)
    }

    /// By its history a version names the newest; that one says whether it may be edited.
    private func newest(
        of id: String, _ signedIn: SignedIn, via line: any Line
    ) async throws(LineFailure) -> Newest {
        let first = try await version(id, signedIn, via: line)
        guard case .there(let version) = first, let last = version.history.last, last != version.seen.id else {
            return first
        }
        return try await self.version(last, signedIn, via: line)
    }

    private func version(
        _ id: String, _ signedIn: SignedIn, via line: any Line
    ) async throws(LineFailure) -> Newest {
        let call = Call(
            .get, X.api(signedIn.app) + "/2/tweets/" + PercentEncoding.encoded(id),
            query: XWire.queryOfVersion(signedIn.app))
        let reply = try await line.call(call, unit: X.versionUnit(signedIn))
        guard reply.isSuccess, let data = reply.json?["data"], let version = XWire.Version(data) else {
            let complaint = X.complaint(reply)
            // What is not there is told under a 200. A reading changes nothing, so what is unclear only waits.
            if complaint.subtype == "resource-not-found" { return .ended(.refused(X.gone(complaint))) }
            if case .unknown = X.errors.edition(of: complaint) {
                return .ended(.postponed(until: reply.at + .minutes(1), .platformBusy(answer: reply.words)))
            }
            return .ended(X.errors.edition(of: complaint))
        }
        return .there(version)
    }

    /// In the newer names the other versions come along, five at most, and may be billed too.
    private static func versionUnit(_ signedIn: SignedIn) -> MeterUnit {
        readUnit(signedIn.account, count: XWire.speaksOfPosts(signedIn.app) ? 6 : 1)
    }

    private func put(
        _ part: RenderedPart, inPlaceOf version: XWire.Version, _ signedIn: SignedIn, via line: any Line
    ) async throws(LineFailure) -> Edition {
        let body: JSONValue = [
            "text": .string(part.wireText), "edit_options": ["previous_post_id": .string(version.seen.id)],
        ]
        // Not marked as a commit: the meter has no hold of a delivery to take this from.
        let call = Call(.post, X.api(signedIn.app) + "/2/tweets", body: .json(body))
        let reply = try await line.call(call, unit: X.commitUnit(part))
        guard reply.isSuccess else { return X.editErrors.edition(of: X.complaint(reply)) }
        guard let id = reply.json?.at("data", "id")?.string, id.isDigits, id != version.seen.id else {
            return .unknown(
                Trace(
                    what: "X said yes but named no new version", status: reply.status, answer: reply.words,
                    at: reply.at))
        }
        return .edited(X.receipt(id, signedIn, differences: X.differences(of: reply, from: part)))
    }

    private static func gone(_ complaint: Complaint) -> Refusal {
        let words = ErrorClass.gone.sentences(errors.network)
        return Refusal(.gone, words.what, do: words.toDo, answer: complaint.answer, status: complaint.status)
    }

    private static let editErrors = ErrorTable(
        network: errors.network,
        rows: [
            ErrorRow(
                .permission, status: 403, marker: "You are not permitted to perform this action", editsNoMore.what,
                do: editsNoMore.toDo)
        ] + errors.rows)

    private static let editsOnlyPlain = Refusal(
        .invalidContent,
        "On X only a first post without pictures, video, poll, quote, place or community can be edited from here.",
        do: "Edit it on X itself, or delete it and post it anew.")
    private static let editsNoMore = Refusal(
        .permission,
        "X does not let this post be edited: only subscribers may, for a short time after posting and a few times.",
        do: "Delete it and post it anew, if it has to change.")
}

extension XWire {
    /// In the older names the history comes unasked.
    static func queryOfVersion(_ app: AppKeys) -> [(String, String)] {
        let (name, fields) = listFields(app)
        return [(name, fields + ",edit_controls")] + newExpansion("edit_history_post_ids", app)
    }

    /// A post with its place in the row of its versions.
    struct Version {
        let seen: Seen
        /// Oldest first.
        let history: [String]
        private let controls: JSONValue?

        init?(_ value: JSONValue) {
            guard let seen = Seen(value) else { return nil }
            self.seen = seen
            let ids = value["edit_history_tweet_ids"] ?? value["edit_history_post_ids"]
            history = (ids?.array ?? []).compactMap(\.string).filter(\.isDigits)
            controls = value["edit_controls"]
        }

        /// Where X does not say so, it may not. What would arrive late is not sent.
        func mayBeEdited(at now: Instant) -> Bool {
            guard controls?["is_edit_eligible"]?.bool == true, controls?["edits_remaining"]?.int != 0,
                let ends = controls?["editable_until"]?.string.flatMap(TimeReading.iso)
            else { return false }
            return now + .seconds(15) < ends
        }
    }
}
