import Foundation
import KicauCore

/// Videos go through the network's video service, which puts them among the account's blobs: only so are they looked
/// through before they are shown. The account's own server gives its word for each call; one that cannot takes the
/// video like a picture, and the network looks it through after it is published (docs.bsky.app, video, read 2026-08-20).
extension Bluesky {
    /// Lexicon app.bsky.embed.video, maxSize, allows more; the service takes this. Its three minutes stand in no lexicon
    /// (doubtful).
    static let videos = VideoRules(
        VideoFit(maxBytes: 100_000_000, milliseconds: 1...180_000, maxLongSide: 1920, maxShortSide: 1080),
        captions: Bluesky.captions)

    static let videoService = "did:web:video.bsky.app"

    func uploadVideo(
        _ errand: Errand, _ fitted: FittedMedia, _ before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        do throws(LineFailure) {
            if let job = before?["job"]?.string {
                return try await follow(job, asked: before?["asked"]?.int ?? 0, errand, via: line)
            }
            if let full = try await refusedByLimits(errand, via: line) { return full }
            return try await send(fitted, errand, via: line)
        } catch { return error.preparation }
    }

    private func videoURL(_ app: AppKeys, _ method: String) -> String {
        BlueskyWire.url(app.address("video", "https://video.bsky.app"), method)
    }

    /// The account's server vouches for one call of one method at one service.
    private func word(
        for method: String, at audience: String, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Word {
        let signedIn = errand.signedIn
        let call = Call(
            .get, BlueskyWire.url(signedIn.account.server, "com.atproto.server.getServiceAuth"),
            query: [
                ("aud", audience), ("lxm", method), ("exp", String((errand.now + .minutes(30)).ms / 1000)),
            ], headers: [signedIn.credentials.bearer])
        let reply = try await line.call(call, unit: BlueskyUnit.read)
        guard ![404, 501].contains(reply.status) else { return .unheard }
        guard reply.isSuccess, let token = reply.json?["token"]?.string else {
            return .refused(Bluesky.errors.preparation(of: Bluesky.complaint(reply)))
        }
        return .given(("authorization", Redacted("Bearer " + token)))
    }

    private enum Word {
        case given((String, Redacted<String>))
        /// The server does not know how to vouch for anybody.
        case unheard
        case refused(Preparation)
    }

    /// Nil: it takes one more, or does not say.
    private func refusedByLimits(_ errand: Errand, via line: any Line) async throws(LineFailure) -> Preparation? {
        let method = "app.bsky.video.getUploadLimits"
        switch try await word(for: method, at: Bluesky.videoService, errand, via: line) {
        case .refused(let answer): return answer
        case .unheard: return nil
        case .given(let bearer):
            let call = Call(.get, videoURL(errand.signedIn.app, method), headers: [bearer])
            let reply = try await line.call(call, unit: BlueskyUnit.read)
            guard reply.isSuccess, let limits = reply.json, limits["canUpload"]?.bool == false else { return nil }
            guard limits["remainingDailyVideos"]?.int == 0 || limits["remainingDailyBytes"]?.int == 0 else {
                return .refused(
                    Refusal(
                        .permission, "Bluesky takes no videos from this account.",
                        do: "Confirm the account's e-mail address at Bluesky, then send it again.", answer: reply.words,
                        status: reply.status))
            }
            return .postponed(until: errand.now + .hours(1), .quotaExhausted(answer: reply.words))
        }
    }

    private func send(
        _ fitted: FittedMedia, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let account = errand.signedIn.account
        let audience = "did:web:" + (URLComponents(string: account.server)?.host ?? account.server)
        switch try await word(for: "com.atproto.repo.uploadBlob", at: audience, errand, via: line) {
        case .refused(let answer): return answer
        case .unheard: return try await uploadBlob(fitted, errand, via: line)
        case .given(let bearer):
            let call = Call(
                .post, videoURL(errand.signedIn.app, "app.bsky.video.uploadVideo"),
                query: [("did", account.remoteID), ("name", "\(errand.key).mp4")], headers: [bearer],
                body: .file(path: fitted.path, type: "video/mp4"), deadline: Uploading.deadline(bytes: fitted.bytes))
            return standing(try await line.call(call, unit: BlueskyUnit.upload), asked: 0)
        }
    }

    private func follow(
        _ job: String, asked: Int, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let call = Call(
            .get, videoURL(errand.signedIn.app, "app.bsky.video.getJobStatus"), query: [("jobId", job)])
        return standing(try await line.call(call, unit: BlueskyUnit.read), asked: asked + 1)
    }

    private static let waits = [1, 2, 3, 5, 10, 20, 30]

    /// A film that was there before is answered with an error, and with the blob all the same.
    private func standing(_ reply: Reply, asked: Int) -> Preparation {
        let job = reply.json?["jobStatus"] ?? reply.json
        if let blob = job?["blob"], blob.at("ref", "$link") != nil {
            return .ready(["blob": blob], expires: reply.at + Bluesky.uploadLife)
        }
        guard let id = job?["jobId"]?.string, !id.isEmpty, reply.isSuccess || reply.status == 409 else {
            return Bluesky.unheeded(Bluesky.errors.preparation(of: Bluesky.complaint(reply)), reply)
        }
        guard job?["state"]?.string != "JOB_STATE_FAILED", asked < Bluesky.mostQuestions else {
            return .refused(
                Refusal(
                    .media, "Bluesky could not process the video.", do: "Upload another one, or the same once more.",
                    answer: reply.words, status: reply.status))
        }
        let wait = Bluesky.waits[min(asked, Bluesky.waits.count - 1)]
        return .working(["job": .string(id), "asked": .integer(Int64(asked))], askAgain: reply.at + .seconds(wait))
    }

    /// An hour, at the last of the waits.
    private static let mostQuestions = 120

    /// Only the account's own server can say that a token is dead. What else the service does not take, a word that ran
    /// out or a job it has forgotten, is begun anew, a few times.
    private static func unheeded(_ answer: Preparation, _ reply: Reply) -> Preparation {
        switch answer {
        case .signedOut, .refused:
            .stageAgain(
                Refusal(
                    .newContainer, "Bluesky's video service did not take the video; it is sent again.",
                    do: "Confirm the account's e-mail address at Bluesky, then send it again.", answer: reply.words,
                    status: reply.status))
        case .ready, .working, .postponed, .stageAgain: answer
        }
    }
}
