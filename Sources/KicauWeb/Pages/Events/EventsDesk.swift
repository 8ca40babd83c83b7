import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish
import NIOCore
import ServiceLifecycle

/// Live progress: one line for each change of the workspace, as server-sent events.
extension Desk {
    func events(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let publishing = house.publishing
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
                var last: Int64 = -1
                for _ in 0..<Desk.longestWatch {
                    let since = last
                    let now = try await Desk.untilShutdown { try await publishing.changes(after: since, for: caller) }
                    guard let now else { break }
                    if now == last {
                        // Nothing new: a comment keeps proxies from closing the line, and the pause us from spinning.
                        try await writer.write(ByteBuffer(string: ": still here\n\n"))
                        try await Task.sleep(for: .seconds(1))
                    } else {
                        try await writer.write(ByteBuffer(string: "id: \(now)\nevent: change\ndata: \(now)\n\n"))
                    }
                    last = now
                }
                try await writer.finish(nil)
            })
    }

    /// The browser comes back by itself; then the caller is looked up anew.
    private static let longestWatch = 600

    /// Nil when the server is told to stop meanwhile.
    private static func untilShutdown(_ wait: @escaping @Sendable () async throws -> Int64) async throws -> Int64? {
        do {
            return try await cancelWhenGracefulShutdown { try await wait() }
        } catch is CancellationError {
            return nil
        }
    }
}
