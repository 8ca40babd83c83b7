import KicauCore

extension Bluesky {
    /// XRPC names its errors; servers other than the reference one use fewer of them.
    static let errors = ErrorTable(
        network: "Bluesky",
        rows: [
            ErrorRow(.rateLimited, status: 429),
            ErrorRow(.rateLimited, code: "RateLimitExceeded"),
            ErrorRow(.token, status: 401),
            ErrorRow(.token, code: "ExpiredToken"),
            ErrorRow(.token, code: "InvalidToken"),
            ErrorRow(.token, code: "AuthMissing"),
            ErrorRow(.token, code: "AuthenticationRequired"),
            ErrorRow(.token, code: "invalid_token"),
            ErrorRow(.token, code: "invalid_grant"),
            ErrorRow(.appConfig, code: "invalid_client"),
            // It wanted its newest word in the proof, twice in a row; nothing was done.
            ErrorRow(.retry, code: "use_dpop_nonce"),
            ErrorRow(.clock, code: "invalid_dpop_proof"),
            ErrorRow(.accountLocked, code: "AccountTakedown"),
            ErrorRow(.accountLocked, code: "AccountSuspended"),
            ErrorRow(.accountLocked, code: "AccountDeactivated"),
            ErrorRow(.accountLocked, code: "RepoTakendown"),
            ErrorRow(.accountLocked, code: "RepoDeactivated"),
            ErrorRow(.permission, code: "insufficient_scope"),
            ErrorRow(.permission, code: "InsufficientScope"),
            ErrorRow(.duplicate, code: "InvalidSwap"),
            ErrorRow(
                .newContainer, code: "BlobNotFound", "The server has swept an uploaded picture; it is uploaded again.",
                do: "Nothing to do."),
            ErrorRow(.media, code: "BlobTooLarge"),
            ErrorRow(.media, code: "PayloadTooLarge"),
            ErrorRow(.media, code: "InvalidMimeType"),
            ErrorRow(.gone, code: "RecordNotFound"),
            ErrorRow(.gone, code: "RepoNotFound"),
            ErrorRow(.gone, code: "InvalidRequest", marker: "Could not locate record"),
            ErrorRow(.gone, code: "InvalidRequest", marker: "Could not find repo"),
            ErrorRow(.invalidContent, code: "InvalidRequest"),
            ErrorRow(.invalidContent, code: "InvalidRecord"),
            ErrorRow(.unknownOutcome, code: "InternalServerError"),
            ErrorRow(.unknownOutcome, code: "UpstreamFailure"),
            ErrorRow(.unknownOutcome, code: "UpstreamTimeout"),
            ErrorRow(.unknownOutcome, status: 500),
            ErrorRow(.unknownOutcome, status: 502),
            ErrorRow(.unknownOutcome, status: 503),
            ErrorRow(.unknownOutcome, status: 504),
        ])

    static func complaint(_ reply: Reply) -> Complaint {
        let body = reply.json
        let resets = reply.header("ratelimit-reset").flatMap(TimeReading.epochSeconds) ?? TimeReading.retryAfter(reply)
        let wantsNonce = DPoPLine.asksForNonce(reply)
        return Complaint(
            status: reply.status, code: wantsNonce ? "use_dpop_nonce" : body?["error"]?.string,
            message: (body?["message"] ?? body?["error_description"])?.string ?? "",
            isOwnShape: wantsNonce || body?["error"] != nil, resets: resets, answer: reply.text, at: reply.at)
    }
}
