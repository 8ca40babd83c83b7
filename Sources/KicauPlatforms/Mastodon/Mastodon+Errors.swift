import KicauCore

extension Mastodon {
    /// The API has status codes and sentences, no error codes; forks use 400 where Mastodon uses 422.
    static let errors = ErrorTable(
        network: "Mastodon",
        rows: [
            ErrorRow(.rateLimited, status: 429),
            ErrorRow(.token, status: 401),
            ErrorRow(
                .permission, status: 403, "The server does not let this account do this.",
                do: "Connect the account again and allow what Kicau asks for."),
            ErrorRow(.accountLocked, status: 403, marker: "login is currently disabled"),
            ErrorRow(.accountLocked, status: 403, marker: "pending approval"),
            // Pixelfed's words for a post without a picture.
            ErrorRow(
                .invalidContent, status: 403, marker: "Empty statuses are not allowed"),
            ErrorRow(.gone, status: 404),
            ErrorRow(.gone, status: 410),
            ErrorRow(
                .media, status: 413, "A picture or video is too large for this server.", do: "Use a smaller one."),
            ErrorRow(
                .invalidContent, status: 422, "The server does not take this post as it is.",
                do: "Read its answer below, change the post and send it again."),
            ErrorRow(.notReady, status: 422, marker: "not finished processing"),
            ErrorRow(.invalidContent, status: 400),
            // Pixelfed burns the key before it makes the post: this tells nothing about the first try.
            ErrorRow(.unknownOutcome, status: 400, marker: "Duplicate idempotency key"),
            ErrorRow(.token, code: "invalid_grant"),
            ErrorRow(.token, code: "invalid_token"),
            ErrorRow(.appConfig, code: "invalid_client"),
            ErrorRow(.unknownOutcome, status: 500),
            ErrorRow(.unknownOutcome, status: 502),
            ErrorRow(.unknownOutcome, status: 503),
            ErrorRow(.unknownOutcome, status: 504),
        ])

    static func complaint(_ reply: Reply) -> Complaint {
        let body = reply.json
        // Pixelfed's framework says "message" where it refuses; of a 5xx that may be anybody's word on the way.
        let isRefusal = (400..<500).contains(reply.status)
        let error = body?["error"]?.string ?? (isRefusal ? body?["message"]?.string : nil)
        let resets = reply.header("x-ratelimit-reset").flatMap(TimeReading.iso) ?? TimeReading.retryAfter(reply)
        return Complaint(
            status: reply.status, code: error,
            message: [error, body?["error_description"]?.string].compactMap { $0 }.joined(separator: " "),
            isOwnShape: error != nil, resets: resets, answer: reply.text, at: reply.at)
    }
}
