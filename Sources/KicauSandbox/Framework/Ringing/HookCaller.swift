import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Calls an app's address, and follows it nowhere else.
struct HookCaller: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: Data
    }

    /// X and LinkedIn give up sooner than that; whoever is slower than this answers nobody.
    private static let patience = TimeAmount.seconds(10)
    private static let mostBytes = 1 << 16

    /// Nil when nobody answers in time.
    func ask(_ url: String, _ query: Pairs) async -> Answer? {
        await answer(to: HTTPClientRequest(url: url + (url.contains("?") ? "&" : "?") + query.encoded))
    }

    func tell(_ url: String, _ body: Data, signed signature: Reply.Header) async -> Answer? {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: signature.name, value: signature.value)
        request.body = .bytes(ByteBuffer(bytes: body))
        return await answer(to: request)
    }

    private func answer(to request: HTTPClientRequest) async -> Answer? {
        var request = request
        request.headers.add(name: "user-agent", value: "rehearsal-network-ringing/1.0")
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))
        let answer = await Self.answer(of: client, to: request)
        try? await client.shutdown()  // it has nothing open any more that could be lost
        return answer
    }

    private static func answer(of client: HTTPClient, to request: HTTPClientRequest) async -> Answer? {
        do {
            let reply = try await client.execute(request, timeout: patience)
            let body = try await reply.body.collect(upTo: mostBytes)
            return Answer(status: Int(reply.status.code), body: Data(body.readableBytesView))
        } catch {
            // Whatever went wrong on the way: the network only sees that nobody answered.
            return nil
        }
    }
}
