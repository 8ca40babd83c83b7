import KicauCore

/// Files of the OpenAPI form. A request may follow any of several: X serves two vocabularies at once.
struct OpenAPI: Description {
    let files: [Schema]

    static func x() throws -> OpenAPI {
        OpenAPI(
            files: [
                Schema(try Shelf.specification("x-xdk/specs/openapi.json")),
                Schema(try Shelf.specification("x-xdk/latest-openapi.json")),
            ])
    }

    func verdict(on asked: Asked) -> Verdict {
        let verdicts = files.map { Self.verdict(on: asked, $0) }
        return Verdict.best(of: verdicts) ?? .undescribed(asked, as: asked.path)
    }

    private static func verdict(on asked: Asked, _ file: Schema) -> Verdict {
        let paths = file.root["paths"]?.object ?? [:]
        let names = paths.keys.map { asked.method + " " + $0 }
        let request = Template.name(of: asked, among: names)
        let path = paths[String(request.drop { $0 != "/" })]
        guard let operation = path?[asked.method.lowercased()] else { return .undescribed(asked, as: request) }
        let parameters = ((path?["parameters"]?.array ?? []) + (operation["parameters"]?.array ?? [])).map(
            file.resolved)
        return Verdict(
            request: request,
            faults: queryFaults(asked, parameters, file) + bodyFaults(asked, operation, file))
    }

    private static func queryFaults(_ asked: Asked, _ parameters: [JSONValue], _ file: Schema) -> [Verdict.Fault] {
        let known = parameters.filter { $0["in"]?.string == "query" }
        var faults: [Verdict.Fault] = []
        for field in asked.query {
            guard let parameter = known.first(where: { $0["name"]?.string == field.name }) else {
                faults.append(.init(field: field.name, why: "is no parameter"))
                continue
            }
            let schema = parameter["schema"] ?? .null
            faults += file.faults(file.read(field.value, as: schema), schema, at: field.name)
        }
        for parameter in known where parameter["required"]?.bool == true {
            let name = parameter["name"]?.string ?? ""
            if !asked.query.contains(where: { $0.name == name }) {
                faults.append(.init(field: name, why: "is missing"))
            }
        }
        let headers = parameters.filter { $0["in"]?.string == "header" }.compactMap { $0["name"]?.string?.lowercased() }
        return faults
            + asked.headers.filter { !headers.contains($0) }.map { .init(field: "header " + $0, why: "is unknown") }
    }

    private static func bodyFaults(_ asked: Asked, _ operation: JSONValue, _ file: Schema) -> [Verdict.Fault] {
        let described = operation["requestBody"].map(file.resolved)
        let content = described?["content"]
        switch asked.body {
        case .none:
            return described?["required"]?.bool == true ? [.init(field: "body", why: "is missing")] : []
        case .bytes: return [.init(field: "bytes", why: "are not described")]
        case .json(let value):
            guard let schema = content?["application/json"]?["schema"] else {
                return [.init(field: "body", why: "may not be JSON")]
            }
            return file.faults(value, schema, at: "")
        case .form(let fields):
            return formFaults(fields, content?["application/x-www-form-urlencoded"]?["schema"], file)
        case .multipart(let fields):
            return formFaults(fields, content?["multipart/form-data"]?["schema"], file)
        }
    }

    private static func formFaults(_ fields: [Asked.Field], _ schema: JSONValue?, _ file: Schema) -> [Verdict.Fault] {
        guard let schema else { return [.init(field: "body", why: "may not be such a form")] }
        let known = file.properties(of: schema)
        let members = fields.map { field in
            (field.name, field.value.map { file.read($0, as: known[field.name] ?? .null) } ?? "bytes")
        }
        return file.faults(.object(Dictionary(members, uniquingKeysWith: { $1 })), schema, at: "")
    }
}
