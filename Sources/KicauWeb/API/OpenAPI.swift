import HTTPTypes
import KicauCore
import KicauPublish

/// The OpenAPI 3.1 document, drawn from the same table of operations as the router.
enum OpenAPI {
    static func text(_ operations: [APIOperation], settings: WebSettings) -> String {
        String(decoding: document(operations, settings: settings).bytes, as: UTF8.self)
    }

    static func document(_ operations: [APIOperation], settings: WebSettings) -> JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Kicau", "version": .string(settings.version),
                "summary": "Publish to every network, each post once",
                "description": .string(manual), "license": ["name": "See the LICENSE file of this Kicau"],
            ],
            "servers": [["url": .string(settings.baseURL + API.root), "description": "This Kicau"]],
            "security": [["key": []]],
            "tags": .array(
                APIOperation.Topic.allCases.map { ["name": .string($0.rawValue), "description": .string($0.about)] }),
            "paths": paths(operations),
            "components": components(operations),
        ]
    }

    private static let manual = """
        Every request but this document's needs a key, made under Settings and sent as `Authorization: Bearer kicau_…`.

        **Changes** (POST, PUT, DELETE) need an `Idempotency-Key` of 1 to 200 visible ASCII characters, a new random \
        one for each change. The same key with the same request gives the first answer again, marked with \
        `Idempotency-Replayed: true`, for 24 hours; with another request it is refused with 422; while the first is \
        under way with 409. After a refusal (any problem but something-broke) nothing was changed and the key is free \
        again.

        **Problems** come as `application/problem+json` with a stable `code`, `what` happened and what to `do`, in the \
        language of Accept-Language where Kicau speaks it.

        **Money** is whole micro-dollars: 15000 is $0.015. **Moments** are RFC 3339 in UTC; due times carry the wall \
        time and zone the author meant as well. Members with nothing to say are left out of answers.

        **Limits**: JSON bodies \(API.bodyLimit) bytes, pictures \(MediaRoom.uploadLimit) bytes, lists of posts 200 a \
        page, the calendar 1000 posts and 400 days, the ledger its newest 200 lines. Unknown members and parameters \
        are refused.
        """

    private static func paths(_ operations: [APIOperation]) -> JSONValue {
        let paths = Dictionary(grouping: operations, by: \.path).mapValues { group in
            JSONValue.object(
                Dictionary(
                    group.map { ($0.method.rawValue.lowercased(), $0.described) },
                    uniquingKeysWith: { first, _ in first }))
        }
        return .object(paths)
    }

    private static func components(_ operations: [APIOperation]) -> JSONValue {
        let shapes = operations.reduce(into: APIProblems.shape.names) { names, operation in
            for shape in operation.shapes { names.merge(shape.names) { first, _ in first } }
        }
        let schemas = shapes.mapValues { shape in
            JSONValue.object(shape.schema.object?.merging(["examples": [shape.sample]]) { first, _ in first } ?? [:])
        }
        var all = schemas
        // The document does not describe itself in its own words.
        all["OpenAPI"] = ["type": "object", "description": "An OpenAPI 3.1 document"]
        return [
            "schemas": .object(all),
            "securitySchemes": [
                "key": ["type": "http", "scheme": "bearer", "description": "A key made under Settings: kicau_…"]
            ],
            "parameters": [
                "IdempotencyKey": [
                    "name": "Idempotency-Key", "in": "header", "required": true,
                    "description": "A new random one for each change; the same one to repeat it",
                    "schema": ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"],
                    "example": "5f0c7a52-8f0e-4d0e-9c55-0f8f6f7f1d11",
                ]
            ],
        ]
    }
}

extension APIOperation {
    /// Every shape it takes or gives.
    var shapes: [Shape] {
        var shapes = query.map(\.shape)
        if case .json(let shape) = body { shapes.append(shape) }
        if case .json(_, let shape) = answer { shapes.append(shape) }
        return shapes
    }

    /// As the document shows it.
    fileprivate var described: JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(name), "tags": [.string(topic.rawValue)], "summary": .string(summary),
            "parameters": .array(parameters), "responses": .object(responses),
        ]
        let about = [details, gateInWords].filter { !$0.isEmpty }.joined(separator: "\n\n")
        if !about.isEmpty { members["description"] = .string(about) }
        if case .everybody = gate { members["security"] = [] }
        switch body {
        case .none: break
        case .json(let shape): members["requestBody"] = OpenAPI.content("application/json", shape, required: true)
        case .picture:
            members["requestBody"] = [
                "required": true,
                "content": ["application/octet-stream": [:], "image/*": [:], "video/*": [:]],
            ]
        }
        return .object(members)
    }

    private var gateInWords: String {
        switch gate {
        case .everybody: "Needs no key"
        case .key(let deed): "Needs a role that may \(deed.inWords)"
        }
    }

    private var parameters: [JSONValue] {
        var parameters: [JSONValue] = []
        if path.contains("{id}") { parameters.append(OpenAPI.pathParameter("id", .id)) }
        if path.contains("{sha256}") { parameters.append(OpenAPI.pathParameter("sha256", .form(.sha256))) }
        parameters += query.map { member in
            [
                "name": .string(member.name), "in": "query", "required": .bool(member.presence == .always),
                "description": .string(member.about), "schema": member.shape.schema, "explode": true,
            ]
        }
        if effect == .changes { parameters.append(["$ref": "#/components/parameters/IdempotencyKey"]) }
        return parameters
    }

    private var responses: [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        switch answer {
        case .nothing: responses["204"] = ["description": "Done; there is nothing more to say"]
        case .json(let status, let shape):
            responses[String(status.code)] = OpenAPI.content("application/json", shape, described: "Done")
        }
        for (status, codes) in Dictionary(grouping: allProblems, by: { $0.status.code }) {
            let names = Set(codes.map(\.rawValue)).sorted().joined(separator: ", ")
            responses[String(status)] = OpenAPI.content(
                "application/problem+json", APIProblems.shape, described: "Refused: " + names)
        }
        return responses
    }

    /// What can go wrong here and anywhere.
    var allProblems: [Problem.Code] {
        var codes = problems + [.broken]
        switch gate {
        case .everybody: break
        case .key(.look): codes += [.badKey]
        case .key: codes += [.badKey, .notAllowed]
        }
        if effect == .changes { codes += [.missingIdempotencyKey, .idempotencyMismatch, .notPossibleNow] }
        if !query.isEmpty { codes.append(.badInput) }
        switch body {
        case .none: break
        case .json: codes += [.badInput, .uploadTooLarge]
        case .picture: codes.append(.uploadTooLarge)
        }
        return codes
    }
}

extension OpenAPI {
    fileprivate static func content(
        _ type: String, _ shape: Shape, described about: String? = nil, required: Bool? = nil
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "content": .object([type: ["schema": shape.schema, "example": shape.sample]])
        ]
        members["description"] = about.map(JSONValue.string)
        members["required"] = required.map(JSONValue.bool)
        return .object(members)
    }

    fileprivate static func pathParameter(_ name: String, _ shape: Shape) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": shape.schema]
    }
}
