import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// Films that begin as MP4 does, and the calls that bring them to a page.
enum FacebookFilm {
    static func mp4(_ count: Int = 3000) -> Data {
        Data([0, 0, 0, 24]) + Data("ftypmp42".utf8) + Data(repeating: 7, count: count - 12)
    }
}

extension OpenNetworkStage {
    /// One piece of a video as the phase "transfer" sends it.
    func transfer(
        _ bytes: Data, at offset: Int, session: String, token: String, edge: String = "/me/videos"
    ) async throws -> Answer {
        let fence = "----kicau-film"
        var body = Data()
        for (name, value) in [
            ("upload_phase", "transfer"), ("upload_session_id", session), ("start_offset", String(offset)),
        ] {
            body += Data("--\(fence)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"video_file_chunk\"; filename=\"a.mp4\""
        body += Data("--\(fence)\r\n\(head)\r\nContent-Type: video/mp4\r\n\r\n".utf8)
        body += bytes + Data("\r\n--\(fence)--\r\n".utf8)
        return try await send(
            "POST", edge, token: token, headers: ["Content-Type": "multipart/form-data; boundary=\(fence)"],
            body: body)
    }

    /// The bytes of a reel or story to the address that was named for them.
    func sendBytes(
        _ bytes: Data, to address: String, offset: Int, of size: Int, token: String
    ) async throws -> Answer {
        try await send(
            "POST", address,
            headers: [
                "Authorization": "OAuth \(token)", "offset": String(offset), "file_size": String(size),
                "Content-Type": "application/octet-stream",
            ], body: bytes)
    }

    /// A session with all its bytes in: ids of session and video.
    func uploadedFilm(_ film: Data, token: String) async throws -> (session: String, video: String) {
        let opened = try await form(
            "/me/videos", ["upload_phase": "start", "file_size": String(film.count)], token: token)
        let session = try #require(opened["upload_session_id"]?.string)
        let answer = try await transfer(film, at: 0, session: session, token: token)
        #expect(answer["start_offset"] == answer["end_offset"])
        return (session, try #require(opened["video_id"]?.string))
    }

    /// A reel or story with all its bytes in: the video's id.
    func uploadedFilm(_ film: Data, edge: String, token: String) async throws -> String {
        let begun = try await form("/v23.0/me/\(edge)", ["upload_phase": "start"], token: token)
        let address = try #require(begun["upload_url"]?.string)
        let sent = try await sendBytes(film, to: address, offset: 0, of: film.count, token: token)
        #expect(sent["success"] == true)
        return try #require(begun["video_id"]?.string)
    }
}
