import Foundation
import KicauCore

/// A collection of example requests: what any example of a request names, the request may carry.
struct Postman: Description {
    private struct Example: Sendable {
        /// "GET {id}/replies"
        let request: String
        /// Names with the values they have in examples.
        let parameters: [(name: String, value: String)]
    }

    private let examples: [Example]

    init(_ file: String) throws {
        let root = try Shelf.specification(file)
        let pairs = (root["variable"]?.array ?? []).map { ($0["key"]?.string ?? "", $0["value"]?.string ?? "") }
        let variables = Dictionary(pairs, uniquingKeysWith: { one, _ in one })
        examples = Self.examples(in: root, variables)
    }

    private static func examples(in item: JSONValue, _ variables: [String: String]) -> [Example] {
        let inner = (item["item"]?.array ?? []).flatMap { examples(in: $0, variables) }
        guard let request = item["request"], let method = request["method"]?.string else { return inner }
        let way = (request["url"]?["path"]?.array ?? []).compactMap(\.string).filter { !$0.isEmpty }
        let query = (request["url"]?["query"]?.array ?? []) + (request["body"]?["urlencoded"]?.array ?? [])
        let parameters = query.map { one in
            let value = one["value"]?.string ?? ""
            let isVariable = value.hasPrefix("{{") && value.hasSuffix("}}")
            return (
                one["key"]?.string ?? "", isVariable ? variables[String(value.dropFirst(2).dropLast(2))] ?? "" : value
            )
        }
        let name = way.map { $0.hasPrefix("{{") ? "{id}" : $0 }.joined(separator: "/")
        return inner + [Example(request: method + " " + name, parameters: parameters)]
    }

    func verdict(on asked: Asked) -> Verdict {
        let way = asked.way
        // The collection speaks of oneself as "me" where the documents have the account's number.
        let lists: Set = [
            "threads", "threads_publish", "replies", "mentions", "threads_insights", "threads_publishing_limit",
        ]
        let names = Set(examples.map(\.request))
        let own = way.count == 2 && lists.contains(way[1]) ? asked.method + " me/" + way[1] : ""
        let plain = asked.method + " " + way.joined(separator: "/")
        let holed = asked.method + " " + (["{id}"] + way.dropFirst()).joined(separator: "/")
        let known = [plain, holed, own].first(where: names.contains)
        guard let known else { return .undescribed(asked, as: way.first == "me" ? plain : holed) }
        return Verdict(request: known, faults: faults(asked, examples.filter { $0.request == known }))
    }

    private func faults(_ asked: Asked, _ examples: [Example]) -> [Verdict.Fault] {
        let parameters = examples.flatMap(\.parameters)
        var faults: [Verdict.Fault] = asked.headers.map { .init(field: "header " + $0, why: "is not described") }
        var fields = asked.query
        switch asked.body {
        case .none: break
        case .form(let form), .multipart(let form): fields += form
        case .bytes, .json: faults.append(.init(field: "body", why: "is in no example"))
        }
        for field in fields {
            let examples = parameters.filter { $0.name == field.name }.map(\.value)
            guard !examples.isEmpty else {
                faults.append(.init(field: field.name, why: "is in no example"))
                continue
            }
            faults += valueFaults(field, examples)
        }
        return faults
    }

    /// Lists of words and JSON objects have to be made of what the examples show.
    private func valueFaults(_ field: Asked.Field, _ examples: [String]) -> [Verdict.Fault] {
        guard let text = field.value?.string else { return [] }
        if ["fields", "metric"].contains(field.name) {
            let shown = Set(examples.flatMap { FieldList.read($0).map(\.name) })
            let asked = FieldList.read(text).flatMap { [$0.name] + FieldList.read($0.inner).map(\.name) }
            return asked.filter { !shown.contains($0) }.map {
                .init(field: field.name + "." + $0, why: "is in no example")
            }
        }
        let shown = examples.compactMap { JSONValue(reading: Data($0.utf8))?.object }
        guard !shown.isEmpty, let given = JSONValue(reading: Data(text.utf8))?.object else { return [] }
        return given.keys.filter { key in !shown.contains { $0[key] != nil } }.map {
            .init(field: field.name + "." + $0, why: "is in no example")
        }
    }
}
