import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish

/// Pictures, videos and documents coming in, and being shown or fetched.
extension Desk {
    /// A picture, video or document as the body of a POST; the scripts show its preview at once.
    func upload(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let files = IncomingFiles(folder: house.settings.uploadFolder, secret: house.secret)
        defer { files.removeAll() }
        let file = try files.open()
        try await request.keep(in: file)
        let picture = try await house.media.takeIn(fileAt: file.path, by: caller)
        return .json(
            JSONValue.object([
                "sha256": .string(picture.sha256), "width": .integer(Int64(picture.width)),
                "height": .integer(Int64(picture.height)), "thumbnail": .string("/media/\(picture.sha256)/thumbnail"),
                "kind": .string(Composing.Attached(picture).kind.rawValue),
            ]).bytes, status: .created)
    }

    func picture(_ request: Request, _ visit: Visit) async throws -> Response {
        let file = try await house.media.path(of: try visit.word("sha256"), for: try visit.caller)
        return try await kept(file.path, file.mimeType, request, visit)
    }

    func thumbnail(_ request: Request, _ visit: Visit) async throws -> Response {
        let file = try await house.media.thumbnail(of: try visit.word("sha256"), for: try visit.caller)
        return try await kept(file.path, file.mimeType, request, visit)
    }

    /// Named by its content, so a browser may keep it; only this member's, so no proxy may.
    private func kept(_ path: String, _ type: String, _ request: Request, _ visit: Visit) async throws -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: "private, max-age=31536000, immutable"]
        // A document may hold programs: it is handed over, and not opened in our name.
        if type == Media.documentType { headers[.contentDisposition] = "attachment" }
        return try await file(path, headers, request, visit)
    }

    /// The whole file, or the piece that is asked for: players jump, and networks fetch long videos piece by piece.
    func file(_ path: String, _ headers: HTTPFields, _ request: Request, _ visit: Visit) async throws
        -> Response
    {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        var headers = headers
        headers[.acceptRanges] = "bytes"
        switch ByteRange.reading(request.headers[.range], of: size) {
        case .whole:
            headers[.contentLength] = String(size)
            return Response(
                status: .ok, headers: headers, body: try await FileIO().loadFile(path: path, context: visit))
        case .piece(let range):
            headers[.contentRange] = "bytes \(range.bytes.lowerBound)-\(range.bytes.upperBound)/\(size)"
            headers[.contentLength] = String(range.bytes.count)
            return Response(
                status: .partialContent, headers: headers,
                body: try await FileIO().loadFile(path: path, range: range.bytes, context: visit))
        case .outside:
            headers[.contentRange] = "bytes */\(size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }

    /// What a network fetches. The token is the whole permission: it is unguessable and ends.
    func publicPicture(_ request: Request, _ visit: Visit) async throws -> Response {
        let file = try await house.media.fetched(token: try visit.word("token"))
        return try await self.file(
            file.path, [.contentType: file.mimeType, .cacheControl: "no-store"], request, visit)
    }
}
