import HTTPTypes
import KicauCore

/// The OpenAPI document itself, open to everybody.
enum DescriptionResource {
    static let operations: [Operation] = [
        Operation(
            .get, "/openapi.json", "showDescription", .description, "Show this document",
            gate: .everybody, answer: .json(.ok, .named("OpenAPI", .object([]))),
            work: { api, _ in
                Reply(status: .ok, body: OpenAPI.text(Operation.all, settings: api.house.settings))
            })
    ]
}
