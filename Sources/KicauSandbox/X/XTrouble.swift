import KicauCore

/// The ways X says no, and their bodies in its three shapes.
enum XTrouble: Sendable, Hashable {
    /// 400: the request itself is wrong at these parameters.
    case invalid(parameter: String, value: String, message: String)
    case unauthorized
    /// 403 of the plain kind, with its detail.
    case forbidden(String)
    /// 403: this kind of token does not go here.
    case wrongAuthentication
    /// 403: the token was not given this scope.
    case missingScope
    case notFound(parameter: String, value: String, resource: String)
    case creditsDepleted
    case tooMany(RateLimitForm, RateStanding)
    case usageCapped
    case unavailable
    /// A path X does not know: 404 with nothing in it.
    case noSuchPath

    static let duplicate = XTrouble.forbidden("You are not allowed to create a Tweet with duplicate content.")
    static let notPermitted = XTrouble.forbidden("You are not permitted to perform this action.")
    static let parentGone = XTrouble.forbidden(
        "You attempted to reply to a Tweet that is deleted or not visible to you."
    )

    /// Which shape a 429 comes in: both are seen on v2.
    enum RateLimitForm: String, Sendable, Hashable, Codable { case v1, problem }

    func reply(_ words: XVocabulary) -> Reply {
        switch self {
        case .invalid: .json(body(words), status: 400)
        case .unauthorized: .json(body(words), status: 401)
        case .creditsDepleted: .json(body(words), status: 402)
        case .forbidden, .wrongAuthentication, .missingScope: .json(body(words), status: 403)
        case .notFound: .json(body(words), status: 404)
        case .noSuchPath: .empty(404)
        case .tooMany(_, let standing): .json(body(words), status: 429).with(standing)
        case .usageCapped: .json(body(words), status: 429)
        case .unavailable: .json(body(words), status: 503)
        }
    }

    func body(_ words: XVocabulary) -> JSONValue {
        switch self {
        case .invalid(let parameter, let value, let message):
            [
                "errors": [["message": .string(message), "parameters": [parameter: [.string(value)]]]],
                "title": "Invalid Request", "detail": "One or more parameters to your request was invalid.",
                "type": .string(words.problems + "invalid-request"),
            ]
        case .unauthorized: Self.plain("Unauthorized", "Unauthorized", 401)
        case .forbidden(let detail): Self.plain("Forbidden", detail, 403)
        case .missingScope: Self.plain("Forbidden", "Forbidden", 403)
        case .wrongAuthentication:
            [
                "title": "Unsupported Authentication", "status": 403,
                "detail": "This kind of authentication is forbidden for this endpoint.",
                "type": .string(words.problems + "unsupported-authentication"),
            ]
        case .notFound(let parameter, let value, let resource):
            [
                "title": "Not Found Error", "parameter": .string(parameter), "value": .string(value),
                "resource_id": .string(value), "resource_type": .string(resource),
                "detail": .string("Could not find \(resource) with \(parameter): [\(value)]."),
                "type": .string(words.problems + "resource-not-found"),
            ]
        case .creditsDepleted:
            [
                "title": "CreditsDepleted", "status": 402,
                "detail": "The account of this app has no credits left to pay for this request.",
                "type": .string(words.problems + "credits-depleted"),
            ]
        case .tooMany(.v1, _): ["errors": [["code": 88, "message": "Rate limit exceeded"]]]
        case .tooMany(.problem, _): Self.plain("Too Many Requests", "Too Many Requests", 429)
        case .usageCapped:
            [
                "title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly product cap", "period": "Monthly",
                "scope": "Product", "account_id": "1820100000000000",
                "type": .string(words.problems + "usage-capped"),
            ]
        case .unavailable: Self.plain("Service Unavailable", "Service Unavailable", 503)
        case .noSuchPath: [:]
        }
    }

    private static func plain(_ title: String, _ detail: String, _ status: Int64) -> JSONValue {
        [
            "title": .string(title), "detail": .string(detail), "type": "about:blank", "status": .integer(status),
        ]
    }
}

extension Reply {
    /// X's three rate-limit headers.
    func with(_ standing: RateStanding) -> Reply {
        with("x-rate-limit-limit", String(standing.limit)).with("x-rate-limit-remaining", String(standing.remaining))
            .with("x-rate-limit-reset", String(standing.resetS))
    }
}
