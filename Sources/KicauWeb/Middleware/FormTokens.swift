import HTTPTypes
import Hummingbird
import KicauCore

/// Lets a POST through only with this visitor's own form token, and reads its form.
///
/// A handler has no other way to its fields than `visit.form`, so none can forget the check. A session cookie alone
/// proves nothing: the browser sends it with forms of other sites as well.
struct FormTokens: RouterMiddleware {
    typealias Context = Visit

    let settings: WebSettings
    let secret: @Sendable () -> String

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        guard request.method == .post else {
            throw Problem(.badInput, "These pages know only GET and POST.", do: "Use the forms of the pages.")
        }
        guard comesFromHere(request) else { throw FormTokens.expired }
        let files = IncomingFiles(folder: settings.uploadFolder, secret: secret)
        defer { files.removeAll() }
        var visit = context
        if let token = request.headers[.formToken] {
            try check(token, context)
            if request.contentKind.hasPrefix("application/x-www-form-urlencoded") {
                visit.form = try await request.urlEncodedForm()
            }
        } else {
            visit.form = try await form(of: request, files)
            try check(visit.form["token"], context)
        }
        return try await next(request, visit)
    }

    private func form(of request: Request, _ files: IncomingFiles) async throws -> Form {
        if let parser = Multipart(contentType: request.headers[.contentType] ?? "") {
            return try await request.multipartForm(parser, into: files)
        }
        return try await request.urlEncodedForm()
    }

    /// Browsers say where a request was made; a request from another site is refused before its body is read.
    private func comesFromHere(_ request: Request) -> Bool {
        switch request.headers[.fetchSite] {
        case nil, "same-origin", "none": true
        default: false
        }
    }

    private func check(_ token: String, _ visit: Visit) throws(Problem) {
        guard !visit.formToken.isEmpty, isSame(token, visit.formToken) else { throw FormTokens.expired }
    }

    static var expired: Problem {
        Problem(
            .formExpired, "This form was made for another visit, so nothing was done.",
            do: "Go back, reload the page and send it again.")
    }
}

/// Compares in a time that does not tell how much is right.
func isSame(_ a: String, _ b: String) -> Bool {
    let left = Array(a.utf8)
    let right = Array(b.utf8)
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
