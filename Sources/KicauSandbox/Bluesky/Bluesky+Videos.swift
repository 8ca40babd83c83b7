import Foundation
import KicauCore

/// The network's video service, which takes a film with a word of the account's own server, looks it through and puts
/// it among the account's blobs. Lexicons app.bsky.video.*.
extension BlueskySimulator {
    private static let largestFilm = 100_000_000
    private static let filmsADay = 25
    static let videoService = "did:web:video.bsky.app"
    private static let uploadMethod = "com.atproto.repo.uploadBlob"
    private static let limitsMethod = "app.bsky.video.getUploadLimits"

    func addVideoRoutes(to routes: inout Routes) {
        routes.on("GET", "/xrpc/com.atproto.server.getServiceAuth", at: .read, serviceAuth)
        routes.on("GET", "/xrpc/app.bsky.video.getUploadLimits", at: .read, uploadLimits)
        routes.on("POST", "/xrpc/app.bsky.video.uploadVideo", at: .upload, uploadVideo)
        routes.on("GET", "/xrpc/app.bsky.video.getJobStatus", at: .read, jobStatus)
    }

    /// For one method at one service, and for half an hour at most.
    @Sendable private func serviceAuth(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call)
        guard let audience = call.query["aud"] else { throw XRPCError.missing("aud") }
        guard audience.hasPrefix("did:") else { throw XRPCError.invalid("aud must be a DID") }
        guard let method = call.query["lxm"] else { throw XRPCError.missing("lxm") }
        let now = ground.nowMs / 1000
        let ends = call.query["exp"].flatMap { Int64($0) } ?? now + 60
        guard ends > now else { throw Refused(XRPCError.reply(400, "BadExpiration", "expiration is in past")) }
        guard ends <= now + 3600 else {
            throw Refused(XRPCError.reply(400, "BadExpiration", "cannot request a token with an expiration > 1 hour"))
        }
        let head: JSONValue = ["typ": "JWT", "alg": "ES256K"]
        let claims: JSONValue = [
            "iss": .string(caller.id), "aud": .string(audience), "lxm": .string(method), "exp": .integer(ends),
            "jti": .string(ground.secret(8)),
        ]
        let token =
            Base64.webText(of: head.bytes) + "." + Base64.webText(of: claims.bytes) + "."
            + Base64.webText(of: Data(ground.secret(32).utf8))
        store.change { state in
            state.words = (state.words ?? [:]).filter { $0.value.endsS > now }
            state.words?[token] = .init(did: caller.id, audience: audience, method: method, endsS: ends)
        }
        return .json(["token": .string(token)])
    }

    /// Whose word it is, if it is for this method at this audience.
    private func bearer(of call: Call, for method: String, at audience: String) throws -> Person {
        guard let token = call.bearer else { throw XRPCError.authMissing }
        guard let word = store.read({ $0.words?[token] }), word.endsS * 1000 > ground.nowMs else {
            throw XRPCError.badToken
        }
        guard word.method == method, word.audience == audience, let person = ground.person(word.did) else {
            throw XRPCError.badScope
        }
        return person
    }

    /// The account's own server, as its address names it.
    private var ownAudience: String {
        "did:web:" + (URLComponents(string: ground.origin)?.host ?? "localhost")
    }

    @Sendable private func uploadLimits(_ call: Call) async throws -> Reply {
        let person = try bearer(of: call, for: Self.limitsMethod, at: Self.videoService)
        let left = Self.filmsADay - today(of: person.id)
        return .json(
            JSONValue.object([
                "canUpload": .bool(left > 0), "remainingDailyVideos": .integer(Int64(max(0, left))),
                "remainingDailyBytes": .integer(Int64(max(0, left) * Self.largestFilm)),
            ]))
    }

    private func today(of did: String) -> Int {
        let since = ground.nowMs - 86_400_000
        return store.read { ($0.jobs ?? [:]).values.count { $0.did == did && $0.startMs > since } }
    }

    @Sendable private func uploadVideo(_ call: Call) async throws -> Reply {
        let person = try bearer(of: call, for: Self.uploadMethod, at: ownAudience)
        guard call.query["did"] == person.id else { throw XRPCError.wrongAccount }
        guard call.query["name"]?.isEmpty == false else { throw XRPCError.missing("name") }
        guard call.contentType.hasPrefix("video/mp4"), ImageSniffer.isFilm(call.body) else {
            throw XRPCError.invalid("Only MP4 videos are taken")
        }
        guard call.body.count <= Self.largestFilm else { throw XRPCError.tooLarge }
        let digest = ground.shelf.put(call.body, type: "video/mp4")
        if let known = store.read({ $0.jobs?["\(person.id)/\(digest)"] }), !known.fails {
            // The same film again: no, and here it is.
            guard case .object(var members) = described(known, digest) else { throw XRPCError.internalError }
            members["error"] = "already_exists"
            members["message"] = "Video already processed"
            return .json(.object(members), status: 409)
        }
        guard today(of: person.id) < Self.filmsADay else {
            throw Refused(XRPCError.reply(429, "RateLimitExceeded", "User has reached the daily limit of videos"))
        }
        let now = ground.nowMs
        let job = BlueskyState.VideoJob(
            id: ground.secret(12), did: person.id, startMs: now, readyMs: now + call.twist.processingMs,
            size: call.body.count, fails: call.twist.processing == .fails)
        store.change { state in
            var jobs = state.jobs ?? [:]
            jobs["\(person.id)/\(digest)"] = job
            state.jobs = jobs
        }
        return .json(["jobStatus": described(job, digest)])
    }

    @Sendable private func jobStatus(_ call: Call) async throws -> Reply {
        guard let id = call.query["jobId"] else { throw XRPCError.missing("jobId") }
        guard let (key, job) = store.read({ ($0.jobs ?? [:]).first { $0.value.id == id } }) else {
            throw XRPCError.invalid("No such job: \(id)")
        }
        return .json(["jobStatus": described(job, String(key.split(separator: "/").last ?? ""))])
    }

    private func described(_ job: BlueskyState.VideoJob, _ digest: String) -> JSONValue {
        let now = ground.nowMs
        var members: [String: JSONValue] = ["jobId": .string(job.id), "did": .string(job.did)]
        if now < job.readyMs {
            members["state"] = "JOB_STATE_ENCODING"
            members["progress"] = .integer((now - job.startMs) * 100 / max(1, job.readyMs - job.startMs))
        } else if job.fails {
            members["state"] = "JOB_STATE_FAILED"
            members["error"] = "encoding_failed"
            members["message"] = "The video could not be encoded"
        } else if let link = ContentID(blobDigest: digest)?.description {
            members["state"] = "JOB_STATE_COMPLETED"
            members["blob"] = Self.blobRef(link: link, mimeType: "video/mp4", size: job.size)
            shelve(link, digest, job)
        }
        return .object(members)
    }

    /// The service uploads it to the account's server when it is done.
    private func shelve(_ link: String, _ digest: String, _ job: BlueskyState.VideoJob) {
        store.change { state in
            let key = "\(job.did)/\(link)"
            let isReferenced = state.blobs[key]?.isReferenced ?? false
            state.blobs[key] = .init(
                sha256: digest, mimeType: "video/mp4", size: job.size, uploadedAtMs: ground.nowMs,
                isReferenced: isReferenced)
        }
    }
}
