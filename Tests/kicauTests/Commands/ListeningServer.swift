import Foundation
import KicauCore
import Synchronization

@testable import kicau

/// A server that writes down what it is sent, and answers as Kicau's does.
final class ListeningServer: Line {
    struct Heard: Sendable {
        let method: String
        let path: String
        let body: JSONValue
        /// Of an upload.
        let file: String?
        let key: String?
    }

    private let heard = Mutex<[Heard]>([])

    var client: APIClient { APIClient(server: "https://kicau.test", key: Redacted("k"), line: self) }
    var all: [Heard] { heard.withLock { $0 } }

    func sent(to path: String) -> [JSONValue] { all.filter { $0.path == path }.map(\.body) }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        var body = JSONValue.null
        var file: String?
        switch request.body {
        case .json(let value): body = value
        case .file(let path, _, _): file = URL(fileURLWithPath: path).lastPathComponent
        case .none, .form, .multipart, .bytes: break
        }
        let asked = Heard(
            method: request.method.rawValue, path: String(request.url.dropFirst("https://kicau.test/api/v1".count)),
            body: body, file: file, key: request.headers.first { $0.0 == "idempotency-key" }?.1.reveal())
        heard.withLock { $0.append(asked) }
        return Reply(status: 200, headers: [], body: Array(ListeningServer.answer(to: asked).bytes), at: Instant(ms: 0))
    }

    /// A file's name stands for the digest of its bytes.
    private static func answer(to asked: Heard) -> JSONValue {
        if let file = asked.file {
            let types = ["mp4": "video/mp4", "pdf": "application/pdf", "srt": "text/vtt"]
            return ["sha256": .string(file), "mime_type": .string(types[String(file.suffix(3))] ?? "image/jpeg")]
        }
        switch asked.path {
        case "/accounts":
            return [
                "items": [
                    ["id": 7, "platform": "mastodon", "handle": "warungkata"],
                    ["id": 8, "platform": "x", "handle": "warungkata"],
                ]
            ]
        case "/link-cards": return ["url": asked.body["url"] ?? .null, "title": "A page"]
        default: return ["id": 1, "state": "draft"]
        }
    }
}
