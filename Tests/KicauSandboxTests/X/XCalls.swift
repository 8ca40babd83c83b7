import Foundation
import KicauCore
import KicauSandbox
import Testing

/// X's calls as a plain client makes them.
struct XCalls: Sendable {
    let world: Rehearsal
    let token: String

    /// Posts and gives the id.
    func post(_ body: JSONValue) async throws -> String {
        let answer = try await world.call("POST", "x", "/2/tweets", token: token, body: .json(body))
        guard answer.status == 201, let id = answer["data"]?["id"]?.string else { throw Missing(what: answer.text) }
        return id
    }

    func tried(_ body: JSONValue) async throws -> Answer {
        try await world.call("POST", "x", "/2/tweets", token: token, body: .json(body))
    }

    func get(_ path: String) async throws -> Answer { try await world.call("GET", "x", path, token: token) }

    /// Uploads in pieces and gives the media id.
    func upload(_ bytes: Data, _ type: String, _ category: String) async throws -> String {
        let start = try await world.call(
            "POST", "x", "/2/media/upload/initialize", token: token,
            body: .json([
                "media_type": .string(type), "media_category": .string(category),
                "total_bytes": .integer(Int64(bytes.count)),
            ])
        )
        guard let id = start["data"]?["id"]?.string else { throw Missing(what: start.text) }
        let half = bytes.count / 2
        for (index, piece) in [bytes.prefix(half), bytes.dropFirst(half)].enumerated() {
            let answer = try await world.call(
                "POST", "x", "/2/media/upload/\(id)/append", token: token,
                body: Rehearsal.multipart(file: "media", Data(piece), fields: [("segment_index", "\(index)")])
            )
            #expect(answer.status == 200)
        }
        let end = try await world.call("POST", "x", "/2/media/upload/\(id)/finalize", token: token)
        #expect(end.status == 200, "\(end.text)")
        return id
    }

    /// A person's id.
    func id(_ handle: String) throws -> String {
        guard let person = try world.control("x").people.first(where: { $0.handle == handle }) else {
            throw Missing(what: handle)
        }
        return person.id
    }
}
