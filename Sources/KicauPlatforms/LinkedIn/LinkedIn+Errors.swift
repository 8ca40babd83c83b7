import KicauCore

extension LinkedIn {
    /// Names stand in `code` or in the details' `code`; both are part of the message here.
    static let errors = ErrorTable(
        network: "LinkedIn",
        rows: [
            ErrorRow(.token, status: 401),
            ErrorRow(.token, status: 401, code: "65600"),
            ErrorRow(.token, status: 401, code: "65601"),
            ErrorRow(.token, status: 401, code: "65602"),
            ErrorRow(.appConfig, status: 401, marker: "EMPTY_ACCESS_TOKEN"),
            ErrorRow(.permission, status: 403),
            ErrorRow(.permission, status: 403, marker: "ACCESS_DENIED"),
            ErrorRow(.appConfig, status: 400, marker: "VERSION_MISSING"),
            ErrorRow(
                .appConfig, status: 426, "LinkedIn no longer speaks the version Kicau asks for.",
                do: "Ask whoever runs Kicau to raise the LinkedIn version in the settings."),
            ErrorRow(.appConfig, status: 426, marker: "NONEXISTENT_VERSION"),
            ErrorRow(
                .invalidContent, status: 400, marker: "FIELD_LENGTH_TOO_LONG", "LinkedIn says the text is too long.",
                do: "Shorten it and send it again."),
            ErrorRow(.retry, status: 409),
            ErrorRow(
                .duplicate, status: 422, marker: "DUPLICATE_POST",
                "LinkedIn says this account has already posted the very same content.",
                do: "Look at the account; change the text if you want it twice."),
            ErrorRow(.quotaExhausted, status: 429),
            ErrorRow(.token, code: "invalid_grant"),
            ErrorRow(.appConfig, code: "invalid_client"),
            ErrorRow(.unknownOutcome, status: 500),
            ErrorRow(.unknownOutcome, status: 502),
            ErrorRow(.unknownOutcome, status: 503),
            ErrorRow(.unknownOutcome, status: 504),
        ])

    static func complaint(_ reply: Reply) -> Complaint {
        let body = reply.json
        let details = body?.at("errorDetails", "inputErrors")?.array ?? []
        let texts =
            [body?["code"], body?["message"], body?["error_description"]]
            + details.flatMap { [$0["code"], $0["description"]] }
        return Complaint(
            status: reply.status, code: body?["serviceErrorCode"]?.string ?? body?["error"]?.string,
            message: texts.compactMap { $0?.string }.joined(separator: " "),
            isOwnShape: body?["status"] != nil || body?["message"] != nil || body?["error"] != nil,
            resets: TimeReading.retryAfter(reply), answer: reply.text, at: reply.at)
    }

    /// The post that a duplicate answer names; anything but a post (a person, say) is no answer.
    static func named(in complaint: Complaint) -> String? {
        complaint.message.firstMatch(of: /urn:li:(?:share|ugcPost|activity):[0-9]+/).map { String($0.output) }
    }
}
