public import KicauCore

extension Mastodon {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        if errand.step.name == "quote" { return await findQuoted(errand, via: line) }
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        let server = errand.signedIn.account.server
        let bearer = errand.signedIn.credentials.bearer
        do throws(LineFailure) {
            guard let known = before?["media_id"]?.string else {
                let reply = try await line.call(
                    Mastodon.upload(fitted, errand.framing, to: server, bearer), unit: MastodonUnit.upload)
                return Mastodon.taken(reply)
            }
            let call = Call(.get, server + "/api/v1/media/" + PercentEncoding.encoded(known), headers: [bearer])
            let reply = try await line.call(call, unit: MastodonUnit.upload)
            return Mastodon.made(reply, asked: (before?["asked"]?.int ?? 0) + 1)
        } catch { return error.preparation }
    }

    private static func upload(
        _ fitted: FittedMedia, _ framing: Framing?, to server: String, _ bearer: (String, Redacted<String>)
    ) -> Call {
        let described = fitted.alt.isEmpty ? [] : [("description", fitted.alt)]
        let fields = described + (focus(framing).map { [("focus", $0)] } ?? [])
        let file = Call.FilePart(
            field: "file", fileName: fileName(fitted.mimeType), type: fitted.mimeType, path: fitted.path)
        return Call(
            .post, server + "/api/v2/media", headers: [bearer], body: .multipart(fields, files: [file]),
            deadline: Uploading.deadline(bytes: fitted.bytes))
    }

    /// Where lists cut a picture: x from left to right, y from bottom to top, each from -1 to 1 (docs.joinmastodon.org,
    /// guidelines, focal points, read 2026-07-02).
    static func focus(_ framing: Framing?) -> String? {
        switch framing {
        case .top: "0,0.9"
        case .bottom: "0,-0.9"
        case .left: "-0.9,0"
        case .right: "0.9,0"
        case .around(let point): point.text
        case .whole, nil: nil
        }
    }

    /// Some servers look at the name to know the kind.
    static func fileName(_ type: String) -> String {
        switch type {
        case "image/png": "picture.png"
        case "image/webp": "picture.webp"
        case "image/gif": "picture.gif"
        case "video/mp4": "video.mp4"
        default: "picture.jpg"
        }
    }

    /// 202: the server has it and is at work on it.
    private static func taken(_ reply: Reply) -> Preparation {
        guard let id = mediaID(in: reply) else { return unusable(errors.preparation(of: complaint(reply))) }
        return reply.status == 202 || reply.status == 206
            ? waiting(id, asked: 0, at: reply.at) : .ready(["media_id": .string(id)], expires: reply.at + uploadLife)
    }

    /// 206: not yet. What could not be made is told with 422 (docs.joinmastodon.org, media, read 2026-07-02).
    private static func made(_ reply: Reply, asked: Int) -> Preparation {
        guard let id = mediaID(in: reply) else {
            let answer = errors.preparation(of: complaint(reply))
            guard case .refused(let refusal) = answer, refusal.kind == .gone else { return unusable(answer) }
            let words = ErrorClass.newContainer.sentences(errors.network)
            return .stageAgain(
                Refusal(.newContainer, words.what, do: words.toDo, answer: refusal.answer, status: refusal.status))
        }
        return reply.status == 202 || reply.status == 206
            ? waiting(id, asked: asked, at: reply.at)
            : .ready(["media_id": .string(id)], expires: reply.at + uploadLife)
    }

    private static func mediaID(in reply: Reply) -> String? {
        guard reply.isSuccess, let id = reply.json?["id"]?.string, !id.isEmpty else { return nil }
        return id
    }

    /// Nothing else of the post has been sent, so what the server does not take as it is, is this file.
    private static func unusable(_ answer: Preparation) -> Preparation {
        guard case .refused(let refusal) = answer, refusal.kind == .invalidContent else { return answer }
        return .refused(
            Refusal(
                .media, "The server could not use a picture or video of this post.",
                do: "Read its answer below, and use another one, or another format.", answer: refusal.answer,
                status: refusal.status))
    }

    /// Pictures are made in a moment, videos in minutes.
    private static let waits = [2, 3, 5, 10, 20]
    private static let longestWait = 30
    /// With those waits about an hour.
    static let mostQuestions = 123

    private static func waiting(_ id: String, asked: Int, at now: Instant) -> Preparation {
        guard asked <= mostQuestions else {
            return .refused(
                Refusal(
                    .media, "The server has been at work on a picture or video of this post for an hour.",
                    do: "Use a shorter or smaller one, or ask whoever runs the server."))
        }
        let wait = waits.indices.contains(asked) ? waits[asked] : longestWait
        return .working(["media_id": .string(id), "asked": .integer(Int64(asked))], askAgain: now + .seconds(wait))
    }
}
