import KicauCore

extension X {
    /// X's complaints. Problem types and codes first; words only where X gives nothing else.
    static let errors = ErrorTable(
        network: "X",
        rows: [
            ErrorRow(.rateLimited, status: 429),
            ErrorRow(.quotaExhausted, status: 429, subtype: "usage-capped"),
            ErrorRow(.rateLimited, status: 429, subtype: "rate-limit-exceeded"),
            ErrorRow(.paymentRequired, status: 402),
            ErrorRow(.paymentRequired, status: 402, marker: "CreditsDepleted"),
            ErrorRow(.token, status: 401),
            ErrorRow(
                .duplicate, status: 403, marker: "duplicate content",
                "X says this account has already posted the very same text.",
                do: "Look at the account; change the text if you want it twice."),
            ErrorRow(.appConfig, status: 403, subtype: "client-forbidden"),
            ErrorRow(.appConfig, status: 403, subtype: "unsupported-authentication"),
            ErrorRow(
                .permission, status: 403, marker: "You are not permitted to perform this action",
                "X does not let this account post this: it may answer somebody who did not mention it, or be too long.",
                do: "Take out the answer to another account or shorten the text; then send it again."),
            ErrorRow(.gone, status: 403, marker: "deleted or not visible to you", parentGone, do: asPostOfItsOwn),
            ErrorRow(.invalidContent, status: 400, subtype: "invalid-request"),
            ErrorRow(.gone, status: 404, subtype: "resource-not-found"),
            ErrorRow(.unknownOutcome, status: 500),
            ErrorRow(.unknownOutcome, status: 500, subtype: "internal-error"),
            ErrorRow(.unknownOutcome, status: 502),
            ErrorRow(.unknownOutcome, status: 503),
            ErrorRow(.unknownOutcome, status: 504),
            ErrorRow(.permission, status: 403, subtype: "not-authorized-for-resource"),
        ] + signInRows + oldRows)

    /// The same words are said of an answer that nobody asked for.
    static let answerErrors = ErrorTable(
        network: errors.network,
        rows: [
            ErrorRow(
                .permission, status: 403, marker: "You are not permitted to perform this action",
                "X lets programs answer only those who mentioned this account, and took this for an answer to somebody else, or for too long.",
                do: "Answer it on X itself.")
        ] + errors.rows)

    private static let parentGone: Sentence = "The post this answers was deleted or hidden."
    private static let asPostOfItsOwn: Sentence = "Send it as a post of its own."

    /// The token address's own words.
    private static let signInRows = [
        ErrorRow(.token, code: "invalid_grant"),
        ErrorRow(.token, code: "invalid_request", marker: "token was invalid"),
        ErrorRow(.appConfig, code: "invalid_client"),
        ErrorRow(.appConfig, code: "unauthorized_client"),
    ]

    /// Numbers of API v1.1, which v2 still uses in places.
    private static let oldRows = [
        ErrorRow(.token, code: "32"), ErrorRow(.token, code: "89"), ErrorRow(.token, code: "99"),
        ErrorRow(.clock, code: "135"), ErrorRow(.token, code: "215"), ErrorRow(.rateLimited, code: "88"),
        ErrorRow(.quotaExhausted, code: "185"),
        ErrorRow(.invalidContent, code: "186", "X says the text is too long.", do: "Shorten it and send it again."),
        ErrorRow(.duplicate, code: "187"), ErrorRow(.spam, code: "226"), ErrorRow(.appConfig, code: "261"),
        ErrorRow(.accountLocked, code: "326"), ErrorRow(.accountLocked, code: "64"), ErrorRow(.gone, code: "144"),
        ErrorRow(.permission, code: "179"), ErrorRow(.media, code: "323"), ErrorRow(.media, code: "324"),
        ErrorRow(.media, code: "325"), ErrorRow(.duplicate, code: "327"),
        ErrorRow(.gone, code: "385", parentGone, do: asPostOfItsOwn),
        ErrorRow(.media, code: "386"), ErrorRow(.permission, code: "433"), ErrorRow(.appConfig, code: "415"),
        ErrorRow(.appConfig, code: "416"), ErrorRow(.appConfig, code: "417"),
    ]

    /// Reads any of X's error shapes: a problem document, v1.1 style, a partial answer, or the token address's.
    static func complaint(_ reply: Reply) -> Complaint {
        let body = reply.json
        let first = body?["errors"]?[0]
        let type = body?["type"]?.string ?? first?["type"]?.string
        let texts = [
            body?["title"], body?["detail"], body?["reason"], body?["error_description"], first?["title"],
            first?["message"], first?["detail"], body?["message"],
        ]
        let code = first?["code"]?.string ?? body?["error"]?.string ?? body?["code"]?.string
        return Complaint(
            status: reply.status, code: code, subtype: type?.split(separator: "/").last.map(String.init),
            message: texts.compactMap { $0?.string }.joined(separator: " "),
            isOwnShape: type != nil || code != nil || body?["title"] != nil || first != nil, resets: resets(reply),
            answer: reply.text, at: reply.at)
    }

    /// The latest reset of the windows that are used up.
    private static func resets(_ reply: Reply) -> Instant? {
        let families = ["x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"]
        let used = families.filter { reply.header($0 + "-remaining") == "0" }
        let times = (used.isEmpty ? ["x-rate-limit"] : used).compactMap { family in
            reply.header(family + "-reset").flatMap(TimeReading.epochSeconds)
        }
        return times.max() ?? TimeReading.retryAfter(reply)
    }
}
