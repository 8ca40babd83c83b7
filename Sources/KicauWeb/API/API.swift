import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPeople
import KicauPublish
import NIOCore

/// The programming interface under /api/v1: everything the pages do, for programs with a key.
struct API: Sendable {
    static let root = "/api/v1"
    /// The most a JSON body may hold, in bytes.
    static let bodyLimit = 1 << 20

    let house: House
    let speaking: Speaking

    /// Adds every operation of the table, and an answer for each address that has none.
    func addAPI(to router: Router<Visit>) {
        let group = router.group(RouterPath(API.root), context: APIVisit.self)
            .add(middleware: APIProblems(speaking: speaking, clock: house.clock))
        for operation in APIOperation.all {
            group.on(RouterPath(operation.path), method: operation.method) { request, visit in
                try await answer(operation, request, visit)
            }
        }
        refuseOtherMethods(in: group)
        for method in API.methods {
            group.on("**", method: method) { _, _ -> Response in throw Problem.noSuchAddress }
        }
    }

    static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]

    /// Without this they would fall through to the pages, which ask for a form token.
    private func refuseOtherMethods(in group: RouterGroup<APIVisit>) {
        for (path, operations) in Dictionary(grouping: APIOperation.all, by: \.path) {
            let known = operations.map(\.method)
            let allowed = known.map(\.rawValue).sorted().joined(separator: ", ")
            for method in API.methods where !known.contains(method) {
                group.on(RouterPath(path), method: method) { _, visit in
                    let problem = Problem(
                        .badInput, "This address takes \(allowed) only.",
                        do: "See /api/v1/openapi.json for every address.")
                    var response = APIProblems.response(APIProblems.reply(problem, visit))
                    response.status = .methodNotAllowed
                    response.headers[.allow] = allowed
                    return response
                }
            }
        }
    }

    private func answer(_ operation: APIOperation, _ request: Request, _ visit: APIVisit) async throws -> Response {
        guard case .key(let deed) = operation.gate else { return try await openAnswer(operation, visit) }
        let caller = try await house.people.caller(key: try request.apiKey())
        try caller.must(deed)
        let key = try operation.effect == .changes ? request.idempotencyKey() : nil
        let query = try operation.checkedQuery(request)
        let files = IncomingFiles(folder: house.settings.uploadFolder, secret: house.secret)
        defer { files.removeAll() }
        let (body, bodyHash) = try await read(operation.body, of: request, into: files)
        let hash = Fingerprint.hex("\(operation.method) \(request.uri.string)\n\(bodyHash)")
        let ask = Ask(
            caller: caller, voice: visit.voice, parameters: visit.parameters, query: query, body: body,
            planKey: "api \(key ?? "") \(hash)")
        guard let key else { return try await operation.work(self, ask).response }
        return try await answerOnce(key, hash, for: visit, ask, operation)
    }

    private func openAnswer(_ operation: APIOperation, _ visit: APIVisit) async throws -> Response {
        let nobody = Caller(
            user: nil,
            workspace: Workspace(id: ID(0), name: "", zone: "UTC", missedLimit: .zero, resendsAfterTwoLooks: false),
            role: .viewer)
        let ask = Ask(
            caller: nobody, voice: visit.voice, parameters: visit.parameters, query: Form(), body: .none, planKey: "")
        return try await operation.work(self, ask).response
    }

    private func answerOnce(
        _ key: String, _ hash: String, for visit: APIVisit, _ ask: Ask, _ operation: APIOperation
    ) async throws -> Response {
        let given = try await house.publishing.idempotency.answer(
            key: key, requestSHA256: hash, for: ask.caller,
            broken: { Idempotency.Answer(APIProblems.reply(APIProblems.problem(of: $0), visit)) },
            work: { Idempotency.Answer(try await operation.work(self, ask)) })
        switch given {
        case .first(let answer): return Reply(answer).response
        case .again(let answer):
            let reply = Reply(answer)
            var response = reply.status.kind == .successful ? reply.response : APIProblems.response(reply)
            response.headers[.idempotencyReplayed] = "true"
            return response
        }
    }

    /// Reads and checks the body; gives its hash without secrets, so that the same request is known again.
    private func read(
        _ body: APIOperation.Body, of request: Request, into files: IncomingFiles
    ) async throws -> (Ask.Content, String) {
        switch body {
        case .none: return (.none, "")
        case .json(let shape):
            let bytes = try await request.bytes(atMost: API.bodyLimit)
            guard let value = JSONValue(reading: Data(bytes)) else { throw Ask.unreadable }
            try shape.check(value, at: "")
            return (.json(value), Fingerprint.hex(value.withoutSecrets.bytes))
        case .picture:
            let (path, hash) = try await request.keepPicture(in: files)
            return (.file(path), hash)
        }
    }
}

extension Idempotency.Answer {
    init(_ reply: Reply) { self.init(status: reply.status.code, body: reply.body) }
}

extension Reply {
    init(_ answer: Idempotency.Answer) { self.init(status: .init(code: answer.status), body: answer.body) }
}
