import KicauCore

/// The ways LinkedIn says no.
enum LinkedInTrouble: Sendable, Hashable {
    case invalidToken, expiredToken, revokedToken, emptyToken
    case versionMissing
    case versionGone(String)
    case accessDenied(String)
    case fieldTooLong(String, limit: Int)
    /// 400 with the field that is wrong.
    case field(String, String)
    case badRequest(String)
    case notFound(String)
    /// 403 for a field that this app may not send.
    case unpermitted(String)
    /// Names the post that was there before, or that only seems to be.
    case duplicate(urn: String)
    case tooMany
    case broken

    var status: Int {
        switch self {
        case .invalidToken, .expiredToken, .revokedToken, .emptyToken: 401
        case .versionMissing, .fieldTooLong, .field, .badRequest: 400
        case .versionGone: 426
        case .accessDenied, .unpermitted: 403
        case .notFound: 404
        case .duplicate: 422
        case .tooMany: 429
        case .broken: 500
        }
    }

    var reply: Reply { .json(body, status: status) }

    private var body: JSONValue {
        switch self {
        case .invalidToken: error("INVALID_ACCESS_TOKEN", "Invalid access token", service: 65600)
        case .revokedToken:
            error("REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user", service: 65601)
        case .expiredToken: error("EXPIRED_ACCESS_TOKEN", "The token used in the request has expired", service: 65602)
        case .emptyToken: error("EMPTY_ACCESS_TOKEN", "Empty oauth2 access token", service: 65604)
        case .versionMissing: error("VERSION_MISSING", "A version must be present. Please specify a version.")
        case .versionGone(let version):
            error("NONEXISTENT_VERSION", "Requested version \(version) is not active")
        case .accessDenied(let text): error("ACCESS_DENIED", text, service: 100)
        case .fieldTooLong(let field, let limit):
            inputError("FIELD_LENGTH_TOO_LONG", "\(field) is longer than \(limit) characters", field)
        case .field(let field, let text): inputError("INVALID_VALUE_FOR_FIELD", text, field)
        case .badRequest(let text): error("ILLEGAL_ARGUMENT", text)
        case .unpermitted(let field):
            error(
                "ACCESS_DENIED",
                "Unpermitted fields present in REQUEST_BODY: "
                    + "Data Processing Exception while processing fields [\(field)]", service: 100)
        case .notFound(let text): error("NOT_FOUND", text)
        case .duplicate(let urn): duplicateBody(urn)
        case .tooMany:
            error("TOO_MANY_REQUESTS", "Resource level throttle DAY limit for calls to this resource is reached")
        case .broken: error("INTERNAL_SERVER_ERROR", "Internal Server Error")
        }
    }

    private func error(_ code: String, _ message: String, service: Int64? = nil) -> JSONValue {
        .members([
            "status": .integer(Int64(status)), "code": .string(code), "message": .string(message),
            "serviceErrorCode": service.map { .integer($0) },
        ])
    }

    private func inputError(_ code: String, _ text: String, _ field: String) -> JSONValue {
        [
            "status": .integer(Int64(status)), "code": .string(code), "message": .string(text),
            "errorDetailType": "com.linkedin.common.error.BadRequest",
            "errorDetails": [
                "inputErrors": [
                    [
                        "code": .string(code), "description": .string(text),
                        "input": ["inputPath": ["fieldPath": .string(field)]],
                    ]
                ]
            ],
        ]
    }

    private func duplicateBody(_ urn: String) -> JSONValue {
        [
            "status": 422, "message": .string("Content is a duplicate of \(urn)"),
            "errorDetailType": "com.linkedin.common.error.BadRequest",
            "errorDetails": [
                "inputErrors": [
                    ["description": "Duplicate post is detected", "input": [:], "code": "DUPLICATE_POST"]
                ]
            ],
        ]
    }
}
