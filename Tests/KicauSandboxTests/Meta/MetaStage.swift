import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// What the tests of Meta's networks ask of a stage.
extension OpenNetworkStage {
    /// A token for somebody, by handle.
    func graphToken(_ handle: String) throws -> String {
        try #require(control.grant(to: handle)?["access_token"]?.string)
    }

    func id(of handle: String) throws -> String {
        try #require(control.people.first { $0.handle == handle }?.id)
    }

    /// Puts bytes where the network can fetch them over HTTP.
    func address(of bytes: Data, type: String = "image/jpeg") -> String {
        "\(origin)/_rehearsal/media/\(control.simulator.ground.shelf.put(bytes, type: type))"
    }

    func delete(_ path: String, token: String) async throws -> Answer {
        try await send("DELETE", path, token: token)
    }

    /// The picture as a multipart form with more fields beside it.
    func upload(_ path: String, _ bytes: Data, fields: [String: String], token: String) async throws -> Answer {
        let fence = "----kicau-test"
        var body = Data()
        for (name, value) in fields {
            body += Data("--\(fence)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"source\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg"
        body += Data("--\(fence)\r\n\(head)\r\n\r\n".utf8) + bytes + Data("\r\n--\(fence)--\r\n".utf8)
        let headers = ["Content-Type": "multipart/form-data; boundary=\(fence)"]
        return try await send("POST", path, token: token, headers: headers, body: body)
    }

    /// The posts on the network that were not deleted.
    var live: [LivePost] { control.posts.filter { !$0.isDeleted } }

    /// Presses "Authorise as …" and gives what the address to come back to carries.
    func authorise(
        _ path: String, as handle: String, scope: String, extra: [String: String] = [:]
    ) async throws -> (code: String, location: String) {
        var fields = [
            "client_id": "rehearsal-app", "redirect_uri": "http://127.0.0.1:9/back", "response_type": "code",
            "state": "s1", "scope": scope, "account": try id(of: handle),
        ]
        fields.merge(extra) { _, new in new }
        let answer = try await form(path, fields)
        let location = try #require(answer.headers["location"])
        let query = try #require(URLComponents(string: location)?.queryItems)
        let code = try #require(query.first { $0.name == "code" }?.value)
        #expect(query.first { $0.name == "state" }?.value == "s1")
        return (code, location)
    }
}

/// Pictures whose headers say what a test needs.
enum MetaPictures {
    static func jpeg(_ width: Int, _ height: Int, bytes: Int = 400) -> Data {
        var data = Data([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10]) + Data("JFIF\0".utf8) + Data(repeating: 1, count: 9)
        data += Data([0xFF, 0xC0, 0x00, 0x11, 0x08, UInt8(height >> 8), UInt8(height & 255)])
        data += Data([UInt8(width >> 8), UInt8(width & 255), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])
        return data + Data(repeating: 0x5A, count: max(0, bytes - data.count)) + Data([0xFF, 0xD9])
    }

    static let film = Data([0, 0, 0, 24]) + Data("ftypmp42".utf8) + Data(repeating: 7, count: 300)
}

extension OpenNetworkStage.Answer {
    var errorCode: Int? { self["error"]?["code"]?.int }
    var errorSubcode: Int? { self["error"]?["error_subcode"]?.int }
    var id: String? { self["id"]?.string }
}
