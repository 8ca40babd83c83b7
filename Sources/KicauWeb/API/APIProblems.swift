import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import Logging
import NIOCore

/// Turns whatever is thrown into problem JSON (RFC 9457), with the statuses and sentences of the pages.
struct APIProblems: RouterMiddleware {
    typealias Context = APIVisit

    let speaking: Speaking
    let clock: any TimeSource

    func handle(
        _ request: Request, context: APIVisit, next: (Request, APIVisit) async throws -> Response
    ) async throws -> Response {
        var visit = context
        let language = LanguageChoice.best(of: speaking.languages, for: request.headers[.acceptLanguage] ?? "")
        visit.voice = Voice(catalogue: speaking.catalogue(language) ?? .english, zone: .gmt, now: clock.now())
        do {
            return try await next(request, visit)
        } catch {
            let problem = APIProblems.problem(of: error)
            if problem.code == .broken {
                visit.logger.error(
                    "The API broke.",
                    metadata: ["path": "\(request.uri.path)", "cause": "\(problem.cause ?? String(describing: error))"])
            }
            return APIProblems.response(APIProblems.reply(problem, visit))
        }
    }

    /// The pages' reading of errors, but for what is no page.
    static func problem(of error: any Error) -> Problem {
        let problem = ProblemPages.problem(of: error)
        return error is Problem || problem.code != .notFound ? problem : .noSuchAddress
    }

    static func reply(_ problem: Problem, _ visit: APIVisit) -> Reply {
        let text = ProblemText(problem, visit.voice)
        var members: [String: JSONValue] = [
            "type": .string("urn:kicau:problem:" + text.code), "status": .integer(Int64(problem.code.status.code)),
            "code": .string(text.code), "what": .string(text.what), "do": .string(text.toDo),
        ]
        members["field"] = text.field.map(JSONValue.string)
        if problem.code == .broken { members["request"] = .string(visit.id) }
        return Reply(
            status: problem.code.status, body: String(decoding: JSONValue.object(members).bytes, as: UTF8.self))
    }

    static func response(_ reply: Reply) -> Response {
        var response = reply.response
        response.headers[.contentType] = "application/problem+json"
        if reply.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    static let shape = Shape.named(
        "Problem",
        .object([
            .must("type", .text(most: 100), "The code as a URN", like: "urn:kicau:problem:over-budget"),
            .must("status", .integer(400...599), "The HTTP status again", like: 402),
            .must("code", .words(of: Problem.Code.self), "Stable: made for programs", like: "over-budget"),
            .must(
                "what", .text(most: 10_000), "What happened, in the language asked for by Accept-Language",
                like: "This would cost $0.21; $0.004 is left"),
            .must("do", .text(most: 10_000), "What to do now", like: "Raise the budget"),
            .may("field", .text(most: 1000), "Where it was, such as parts[0].text", like: "accounts"),
            .may("request", .text(most: 100), "This request's number in the log, when something broke here"),
        ]))
}
