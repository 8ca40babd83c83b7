import KicauCore

/// How far LinkedIn is with a video; members may ask for theirs too.
extension LinkedIn {
    /// The words of `status` on a video (learn.microsoft.com, Videos API, read 2026-09-01).
    private enum Standing: String {
        case lacksParts = "WAITING_UPLOAD"
        case beingMade = "PROCESSING"
        case ready = "AVAILABLE"
        case failed = "PROCESSING_FAILED"
    }

    func isTogether(_ urn: String, _ errand: Errand, via line: any Line) async throws(LineFailure) -> Bool {
        let reply = try await line.call(LinkedIn.question(urn, errand), unit: LinkedInUnit.read)
        guard reply.isSuccess, let standing = LinkedIn.told(by: reply) else { return false }
        return standing != .lacksParts
    }

    func standing(
        of urn: String, asked: Int, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let reply = try await line.call(LinkedIn.question(urn, errand), unit: LinkedInUnit.read)
        guard reply.isSuccess else {
            let answer = LinkedIn.errors.preparation(of: LinkedIn.complaint(reply))
            guard case .refused(let refusal) = answer, refusal.kind == .gone else { return answer }
            return LinkedIn.begunAnew(after: reply)
        }
        switch LinkedIn.told(by: reply) {
        case .ready: return .ready(["video": .string(urn)], expires: nil)
        case .failed:
            return .refused(
                Refusal(
                    .media, "LinkedIn could not read the video.", do: "Use another video, or make it anew as an MP4.",
                    answer: reply.words, status: reply.status))
        case .lacksParts, .beingMade, nil: return LinkedIn.waiting(urn, asked: asked + 1, at: reply.at)
        }
    }

    private static func told(by reply: Reply) -> Standing? {
        reply.json?["status"]?.string.flatMap(Standing.init)
    }

    private static func question(_ urn: String, _ errand: Errand) -> Call {
        Call(
            .get, LinkedInWire.video(urn, errand.signedIn.app), headers: LinkedInWire.headers(errand.signedIn))
    }

    /// Each question counts towards the day's calls, so they come ever more seldom.
    private static let waits = [5, 10, 15, 30, 60]
    private static let longestWait = 120
    /// With those waits about an hour.
    static let mostQuestions = 33

    static func waiting(_ urn: String, as kind: String = "video", asked: Int, at now: Instant) -> Preparation {
        guard asked <= mostQuestions else { return .refused(neverDone(kind)) }
        let wait = waits.indices.contains(asked) ? waits[asked] : longestWait
        return .working([kind: .string(urn), "asked": .integer(Int64(asked))], askAgain: now + .seconds(wait))
    }

    private static func neverDone(_ kind: String) -> Refusal {
        guard kind != "video" else {
            return Refusal(
                .media, "LinkedIn has been at work on the video for an hour and is not done.",
                do: "Send it again, or use a shorter one.")
        }
        return Refusal(
            .media, "LinkedIn has been at work on the picture or document for an hour and is not done.",
            do: "Send it again, or use a smaller one.")
    }
}
