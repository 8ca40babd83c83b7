import KicauCore

/// Videos: places are asked for, each is filled with its part of the file, the parts are put together, and then
/// LinkedIn looks the video through (learn.microsoft.com, Videos API, read 2026-09-01).
extension LinkedIn {
    func uploadVideo(
        _ errand: Errand, _ fitted: FittedMedia, _ before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        do throws(LineFailure) {
            guard let before, let urn = before["video"]?.string else {
                return try await begin(errand, fitted, via: line)
            }
            guard let places = LinkedInVideoPlaces(noted: before) else {
                return try await standing(of: urn, asked: before["asked"]?.int ?? 0, errand, via: line)
            }
            guard places.open.isEmpty else { return try await fill(places, errand, fitted, via: line) }
            if let address = places.captions {
                return try await bringCaptions(places, to: address, errand, fitted, via: line)
            }
            return try await putTogether(places, errand, via: line)
        } catch { return error.preparation }
    }

    private func begin(
        _ errand: Errand, _ fitted: FittedMedia, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        guard fitted.bytes >= LinkedIn.minVideoBytes.value else {
            return .refused(
                Refusal(
                    .media,
                    "The video has \(fitted.bytes) bytes; LinkedIn takes none below \(LinkedIn.minVideoBytes.value).",
                    do: "Use a longer or a sharper one."))
        }
        let signedIn = errand.signedIn
        let call = Call(
            .post, LinkedInWire.videos(signedIn.app), query: [("action", "initializeUpload")],
            headers: LinkedInWire.headers(signedIn),
            body: .json([
                "initializeUploadRequest": [
                    "owner": .string(signedIn.account.remoteID), "fileSizeBytes": .integer(Int64(fitted.bytes)),
                    "uploadCaptions": .bool(!fitted.captions.isEmpty), "uploadThumbnail": false,
                ]
            ]))
        let reply = try await line.call(call, unit: LinkedInUnit.upload)
        guard reply.isSuccess, let places = LinkedInVideoPlaces(begun: reply.json?["value"], bytes: fitted.bytes) else {
            return LinkedIn.errors.preparation(of: LinkedIn.complaint(reply))
        }
        guard fitted.captions.isEmpty || places.captions != nil else {
            return .refused(LinkedIn.noPlaceForCaptions(reply))
        }
        return try await fill(places, errand, fitted, via: line)
    }

    /// The addresses are keys by themselves: no token goes to them. A part put twice takes the place of the first.
    private func fill(
        _ noted: LinkedInVideoPlaces, _ errand: Errand, _ fitted: FittedMedia, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        var places = noted
        if let ends = places.ends, ends <= errand.now { return LinkedIn.begunAnew(after: nil) }
        while let place = places.open.first {
            let call = Call(
                .put, place.address,
                body: .file(path: fitted.path, type: "application/octet-stream", piece: place.bytes),
                deadline: Uploading.deadline(bytes: place.bytes.count))
            let reply = try await line.call(call, unit: LinkedInUnit.upload)
            guard reply.isSuccess else { return LinkedIn.unfilled(reply) }
            guard let tag = reply.header("etag")?.replacing("\"", with: ""), !tag.isEmpty else {
                return LinkedIn.begunAnew(after: reply)
            }
            places.fill(with: tag)
            // All tags are noted before the parts are put together: that may have to be asked for twice.
            if places.open.isEmpty || reply.at - errand.now > Uploading.stretch {
                return .working(places.noted, askAgain: reply.at)
            }
        }
        return .working(places.noted, askAgain: errand.now)
    }

    /// A clear no to a part means that its address is dead.
    private static func unfilled(_ reply: Reply) -> Preparation {
        let isClear = (400..<500).contains(reply.status) && ![408, 429].contains(reply.status)
        return isClear ? begunAnew(after: reply) : errors.preparation(of: complaint(reply))
    }

    static func begunAnew(after reply: Reply?) -> Preparation {
        let words = ErrorClass.newContainer.sentences(errors.network)
        return .stageAgain(
            Refusal(.newContainer, words.what, do: words.toDo, answer: reply?.words, status: reply?.status))
    }

    private func putTogether(
        _ places: LinkedInVideoPlaces, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let signedIn = errand.signedIn
        let call = Call(
            .post, LinkedInWire.videos(signedIn.app), query: [("action", "finalizeUpload")],
            headers: LinkedInWire.headers(signedIn),
            body: .json([
                "finalizeUploadRequest": [
                    "video": .string(places.video), "uploadToken": .string(places.token),
                    "uploadedPartIds": .array(places.tags.map(JSONValue.string)),
                ]
            ]), deadline: .seconds(60))
        let reply = try await line.call(call, unit: LinkedInUnit.upload)
        guard !reply.isSuccess else { return LinkedIn.waiting(places.video, asked: 0, at: reply.at) }
        let answer = LinkedIn.errors.preparation(of: LinkedIn.complaint(reply))
        guard case .refused(let refusal) = answer, [.invalidContent, .media, .gone].contains(refusal.kind) else {
            return answer
        }
        // The yes to an earlier try may have been lost: the video itself tells.
        return try await isTogether(places.video, errand, via: line)
            ? LinkedIn.waiting(places.video, asked: 0, at: reply.at) : LinkedIn.begunAnew(after: reply)
    }
}
