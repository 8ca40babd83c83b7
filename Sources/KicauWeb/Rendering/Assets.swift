import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import NIOCore

/// The style sheet, scripts and pictures of the pages, in memory under one address that changes with their content.
struct Assets: Sendable {
    private struct Asset: Sendable {
        let bytes: ByteBuffer
        let type: String
    }

    /// "/static/3f9a…": modules import each other by relative paths below it.
    let base: String
    private let assets: [String: Asset]

    init(folder: URL) throws {
        var assets: [String: Asset] = [:]
        var digest = SHA256()
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        for name in names {
            guard let type = Assets.types[URL(filePath: name).pathExtension] else { continue }
            let data = try Data(contentsOf: folder.appending(path: name))
            digest.update(data: Data(name.utf8))
            digest.update(data: data)
            assets[name] = Asset(bytes: ByteBuffer(bytes: data), type: type)
        }
        let hash = digest.finalize().prefix(6).hex
        base = "/static/\(hash)"
        self.assets = assets
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "webmanifest": "application/manifest+json",
    ]

    /// An older hash still gets today's file, but is not told to keep it.
    func answer(path: String, hash: String) throws(Problem) -> Response {
        guard let asset = assets[path] else { throw .noSuchPage }
        let isCurrent = base.hasSuffix("/" + hash)
        return Response(
            status: .ok,
            headers: [
                .contentType: asset.type,
                .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
            ],
            body: ResponseBody(byteBuffer: asset.bytes))
    }
}
