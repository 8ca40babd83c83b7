import HTTPTypes
import KicauCore

/// The OpenAPI document itself, open to everybody.
enum DescriptionResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/openapi.json", "showDescription", .description, "Show this document",
            gate: .everybody, answer: .json(.ok, .named("OpenAPI", .object([]))),
            work: { api, _ in
                Reply(status: .ok, body: OpenAPI.text(APIOperation.all, settings: api.house.settings))
            })
    ]
}
