public import KicauCore
import KicauStore

/// Makes a request that is sent twice count once: by its key the second gets the first one's answer.
public struct Idempotency: Sendable {
    let store: Store
    let time: any TimeSource

    /// What was answered, as it is kept for a day.
    public struct Answer: Sendable, Hashable {
        public let status: Int
        public let body: String

        public init(status: Int, body: String) {
            self.status = status
            self.body = body
        }
    }

    /// Was the work done now, or did an earlier request with this key do it?
    public enum Given: Sendable, Hashable {
        case first(Answer)
        case again(Answer)
    }

    /// Does the work once a key.
    ///
    /// A `Problem` means that nothing was changed, so its key is free again. After any other error nobody knows:
    /// `broken` makes the answer that is kept for it, so that the same key can never do the work a second time.
    /// - Throws: `.notPossibleNow` while the first request is under way, `.idempotencyMismatch` for another request.
    public func answer(
        key: String, requestSHA256: String, for caller: Caller, broken: (any Error) -> Answer,
        work: () async throws -> Answer
    ) async throws -> Given {
        let workspace = caller.workspace.id
        let now = time.now()
        let kept = try await store.write {
            try $0.takeIdempotencyKey(key, requestSHA256: requestSHA256, in: workspace, at: now)
        }
        switch kept {
        case .answered(let status, let body): return .again(Answer(status: status, body: body))
        case .underWay: throw Idempotency.underWay
        case .otherRequest: throw Idempotency.otherRequest
        case .fresh: return .first(try await answerFirst(key, in: workspace, broken: broken, work: work))
        }
    }

    private func answerFirst(
        _ key: String, in workspace: ID<Workspace>, broken: (any Error) -> Answer, work: () async throws -> Answer
    ) async throws -> Answer {
        do {
            let answer = try await work()
            try await keep(answer, of: key, in: workspace)
            return answer
        } catch let problem as Problem where problem.code != .broken {
            try await store.write { try $0.dropIdempotencyKey(key, in: workspace) }
            throw problem
        } catch {
            try await keep(broken(error), of: key, in: workspace)
            throw error
        }
    }

    private func keep(_ answer: Answer, of key: String, in workspace: ID<Workspace>) async throws {
        try await store.write {
            try $0.keepAnswer(of: key, status: answer.status, body: answer.body, in: workspace)
        }
    }

    private static let underWay = Problem(
        .notPossibleNow, "The first request with this Idempotency-Key is still under way.",
        do: "Wait a moment and send it again. If that stays so, look whether it was done before you use a new key.")

    private static let otherRequest = Problem(
        .idempotencyMismatch, "This Idempotency-Key was used for another request.",
        do: "Use a new key for each new thing to do, and the old key only to repeat the same request.")
}

extension Publishing {
    /// On the same database as the posts.
    public var idempotency: Idempotency { Idempotency(store: kit.store, time: kit.time) }
}
