public import KicauCore
import Synchronization

/// A web in memory: it answers a few addresses, and keeps what it was asked for.
public final class ScriptedPages: Line {
    public enum Page: Sendable {
        case reply(Int, [(String, String)], [UInt8])
        /// No byte leaves for it: the guard says no.
        case out
        case silence

        public static func html(_ text: String, type: String = "text/html; charset=utf-8") -> Page {
            .reply(200, [("content-type", type)], Array(text.utf8))
        }

        public static func leads(to place: String, status: Int = 302) -> Page {
            .reply(status, [("location", place)], [])
        }

        public static func picture(_ bytes: [UInt8], type: String = "image/png") -> Page {
            .reply(200, [("content-type", type)], bytes)
        }
    }

    private let pages: [String: Page]
    private let calls = Mutex<[Call]>([])
    private let time: HandTime

    public init(_ pages: [String: Page], time: HandTime = HandTime()) {
        self.pages = pages
        self.time = time
    }

    public var asked: [Call] { calls.withLock { $0 } }
    public var addresses: [String] { asked.map(\.url) }

    public func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        calls.withLock { $0.append(request) }
        // Time passes on the way, so that what leads on for ever runs out of it.
        time.advance(by: .seconds(1))
        switch pages[request.url] {
        case .reply(let status, let headers, let body):
            return Reply(status: status, headers: headers, body: body, at: time.now())
        case .out: throw .neverLeft(retryAt: time.now(), .unreachable(LineFailure.privateWords))
        case nil: throw .neverLeft(retryAt: time.now(), .unreachable("nobody is there"))
        case .silence: throw .noAnswer(Trace(what: "the call took longer than it may", at: time.now()))
        }
    }
}
