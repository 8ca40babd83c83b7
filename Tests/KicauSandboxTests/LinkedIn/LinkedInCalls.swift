import Foundation
import KicauCore
import KicauSandbox
import Testing

/// LinkedIn's calls as a plain client makes them.
struct LinkedInCalls: Sendable {
    let world: Rehearsal
    let token: String
    var version = "202609"

    static let organisation = "urn:li:organization:70400099"

    static func member(_ world: Rehearsal, _ handle: String) throws -> String {
        guard let person = try world.control("linkedin").people.first(where: { $0.handle == handle }) else {
            throw Missing(what: handle)
        }
        return "urn:li:person:\(person.id)"
    }

    func call(
        _ method: String, _ path: String, json: JSONValue? = nil, extra: [(String, String)] = []
    ) async throws -> Answer {
        try await world.call(
            method, "linkedin", path, token: token,
            headers: [("LinkedIn-Version", version), ("X-Restli-Protocol-Version", "2.0.0")] + extra,
            body: json.map { .json($0) } ?? .none
        )
    }

    static func body(_ author: String, _ text: String, content: JSONValue? = nil) -> JSONValue {
        var members: [String: JSONValue] = [
            "author": .string(author), "commentary": .string(text), "visibility": "PUBLIC",
            "distribution": [
                "feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": [],
            ],
            "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": false,
        ]
        members["content"] = content
        return .object(members)
    }

    func posted(_ author: String, _ text: String, content: JSONValue? = nil) async throws -> Answer {
        try await call("POST", "/rest/posts", json: Self.body(author, text, content: content))
    }

    static func path(_ urn: String) -> String { "/rest/posts/" + Rehearsal.encoded(urn) }

    func image(_ owner: String, _ bytes: Data) async throws -> String {
        let start = try await call(
            "POST", "/rest/images?action=initializeUpload", json: ["initializeUploadRequest": ["owner": .string(owner)]]
        )
        guard let urn = start["value"]?["image"]?.string, let url = start["value"]?["uploadUrl"]?.string else {
            throw Missing(what: start.text)
        }
        let path = url.replacingOccurrences(of: world.origin("linkedin"), with: "")
        let put = try await world.call("PUT", "linkedin", path, token: token, body: .bytes(bytes, type: "image/png"))
        #expect(put.status == 201)
        return urn
    }
}
