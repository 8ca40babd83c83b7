import HTTPTypes
import Hummingbird

/// Puts the same strict headers on every answer: nothing from elsewhere runs, frames or is sent to.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = Visit

    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A report of a scan has one of its own, which lets even less through.
        let own = response.headers[.contentSecurityPolicy]
        response.headers[.contentSecurityPolicy] = own ?? SecurityHeaders.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.named("referrer-policy")] = "same-origin"
        response.headers[.named("x-frame-options")] = "DENY"
        response.headers[.named("cross-origin-opener-policy")] = "same-origin"
        response.headers[.named("permissions-policy")] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response
    }
}

extension HTTPField.Name {
    /// For names known to be valid; an invalid one would be a typo in this module.
    static func named(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is not a header name") }
        return field
    }

    static let formToken = named("kicau-form-token")
    static let forwardedFor = named("x-forwarded-for")
    static let requestID = named("x-request-id")
    static let fetchSite = named("sec-fetch-site")
}
