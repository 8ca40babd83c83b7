import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish

/// Pictures coming in, and pictures being shown or fetched.
extension Desk {
    /// A picture as the body of a POST; the scripts show its preview at once.
    func upload(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let files = IncomingFiles(folder: house.settings.uploadFolder, secret: house.secret)
        defer { files.removeAll() }
        let file = try files.open()
        try await request.keep(in: file, atMost: BodyLimit.picture)
        let picture = try await house.media.takeIn(fileAt: file.path, by: caller)
        return .json(
            JSONValue.object([
                "sha256": .string(picture.sha256), "width": .integer(Int64(picture.width)),
                "height": .integer(Int64(picture.height)), "thumbnail": .string("/media/\(picture.sha256)/thumbnail"),
            ]).bytes, status: .created)
    }

    func picture(_ request: Request, _ visit: Visit) async throws -> Response {
        let file = try await house.media.path(of: try visit.word("sha256"), for: try visit.caller)
        return try await kept(file.path, file.mimeType, visit)
    }

    func thumbnail(_ request: Request, _ visit: Visit) async throws -> Response {
        let file = try await house.media.thumbnail(of: try visit.word("sha256"), for: try visit.caller)
        return try await kept(file.path, file.mimeType, visit)
    }

    /// Named by its content, so a browser may keep it; only this member's, so no proxy may.
    private func kept(_ path: String, _ type: String, _ visit: Visit) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "private, max-age=31536000, immutable"],
            body: try await FileIO().loadFile(path: path, context: visit))
    }

    /// What a network fetches. The token is the whole permission: it is unguessable and ends.
    func publicPicture(_ request: Request, _ visit: Visit) async throws -> Response {
        let file = try await house.media.fetched(token: try visit.word("token"))
        return Response(
            status: .ok,
            headers: [.contentType: file.mimeType, .cacheControl: "no-store", .contentLength: String(file.bytes)],
            body: try await FileIO().loadFile(path: file.path, context: visit))
    }
}
