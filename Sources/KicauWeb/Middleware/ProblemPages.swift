import HTTPTypes
import Hummingbird
import KicauCore
import Logging
import NIOCore

/// The only place that makes a status and a page, or JSON, of a `Problem`.
///
/// Whatever else is thrown is shown as "Something broke here" with the request's id, and logged with its cause.
struct ProblemPages: RouterMiddleware {
    typealias Context = Visit

    let speaking: Speaking
    let settings: WebSettings

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = ProblemPages.problem(of: error)
            log(problem, error, context)
            return answer(problem, to: request, context)
        }
    }

    static func problem(of error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as any HTTPResponseError where error.status == .notFound: .noSuchPage
        case let error as any HTTPResponseError where error.status == .contentTooLarge:
            BodyLimit.tooLarge(BodyLimit.form)
        case let error as any HTTPResponseError where error.status.kind == .clientError:
            Problem(
                .badInput, "This request could not be read.", do: "Go back and try again.",
                cause: String(describing: error))
        default:
            Problem(
                .broken, "Something broke here.", do: "Try again. If it stays, look in the log for the number below.",
                cause: String(describing: error))
        }
    }

    private func log(_ problem: Problem, _ error: any Error, _ visit: Visit) {
        guard problem.code == .broken else { return }
        visit.logger.error(
            "A page broke.",
            metadata: ["path": "\(visit.path)", "cause": "\(problem.cause ?? String(describing: error))"])
    }

    private func answer(_ problem: Problem, to request: Request, _ visit: Visit) -> Response {
        if request.wantsJSON { return json(problem, visit) }
        if problem.code == .notSignedIn, request.method == .get {
            return .seeOther("/sign-in?next=\(Links.query(visit.path))")
        }
        let page = ProblemPage(
            frame: Frame(
                title: visit.voice.say(problem.title), place: nil, visit: visit, settings: settings,
                assets: speaking.assets.base, languages: speaking.languages),
            heading: visit.voice.say(problem.title), problem: ProblemText(problem, visit.voice),
            requestID: problem.code == .broken ? visit.id : nil)
        do {
            return .html(try speaking.render(page, in: visit.voice.language), status: problem.code.status)
        } catch {  // the template itself is broken: plain words are left
            visit.logger.error("The problem page broke.", metadata: ["cause": "\(error)"])
            return Response(
                status: .internalServerError, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: .init(string: "Something broke here. \(visit.id)")))
        }
    }

    private func json(_ problem: Problem, _ visit: Visit) -> Response {
        let text = ProblemText(problem, visit.voice)
        var object: [String: JSONValue] = [
            "code": .string(problem.code.rawValue), "what": .string(text.what), "do": .string(text.toDo),
        ]
        object["field"] = problem.field.map(JSONValue.string)
        if problem.code == .broken { object["request"] = .string(visit.id) }
        return .json(JSONValue.object(["problem": .object(object)]).bytes, status: problem.code.status)
    }
}

extension Request {
    /// Scripts and programs say so; a browser's own requests name HTML.
    var wantsJSON: Bool {
        headers[.accept]?.hasPrefix("application/json") == true || uri.path.hasPrefix("/api/")
    }
}

extension Problem {
    fileprivate var title: Sentence {
        switch code.status {
        case .notFound: "Not found"
        case .internalServerError: "Something broke here"
        case .forbidden, .unauthorized: "Not allowed"
        default: "That did not work"
        }
    }
}

extension Problem.Code {
    /// The one table from codes to statuses.
    var status: HTTPResponse.Status {
        switch self {
        case .badInput, .unknownZone, .badDate, .badSetting, .badConfigFile, .missingIdempotencyKey: .badRequest
        case .tooLong, .ruleBroken, .emptyPost, .noAccountChosen, .pastDate, .tooFarAhead, .timeComesTwice, .noFreeSlot,
            .notAPicture, .notAVideo, .notCaptions, .notADocument, .pageUnreadable,
            .tooManyPictures, .weakPassword, .idempotencyMismatch, .privateAddress, .unknownServer,
            .missingPublicAddress, .appKeysMissing:
            .unprocessableContent
        case .pictureTooLarge, .videoTooLarge, .uploadTooLarge: .contentTooLarge
        case .notSignedIn, .badKey, .wrongPassword: .unauthorized
        case .wrongAppPassword, .signInRefused: .unprocessableContent
        case .tooManyTries: .tooManyRequests
        case .notAllowed, .formExpired: .forbidden
        case .notFound: .notFound
        case .alreadySetUp, .notPossibleNow, .alreadySent, .changedMeanwhile, .accountSignedOut: .conflict
        case .overBudget, .unknownPrice, .notSoldAnyMore, .planUsedUp:
            HTTPResponse.Status(code: 402, reasonPhrase: "Payment Required")
        case .networkUnreachable, .networkAnswer: .badGateway
        case .diskFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .databaseUnreachable: .serviceUnavailable
        case .videoToolsMissing, .databaseRefused, .databaseTooOld, .targetNotEmpty, .copyDiffers, .dataFolderInUse,
            .dataFolderUnusable,
            .wrongKey, .damagedDatabase,
            .newerDatabase, .backupRefused, .badBackup, .portInUse, .broken:
            .internalServerError
        }
    }
}
