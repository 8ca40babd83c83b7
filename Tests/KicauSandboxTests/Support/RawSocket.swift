import Foundation
import NIOCore
import NIOPosix

/// Sends bytes over a bare connection and gathers all that comes back until the other side closes.
enum RawSocket {
    struct Gathered: Sendable {
        let bytes: Data
        /// When each piece came, in milliseconds after the sending.
        let pieceTimes: [Int]
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    static func send(_ text: String, port: Int) async throws -> Gathered {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            let start = ContinuousClock.now
            var bytes = Data()
            var times: [Int] = []
            for try await piece in inbound {
                bytes.append(Data(piece.readableBytesView))
                let passed = start.duration(to: .now).components
                times.append(Int(passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000))
            }
            return Gathered(bytes: bytes, pieceTimes: times)
        }
    }

    /// Sends bytes and hangs up without waiting for an answer.
    static func sendAndLeave(_ text: String, port: Int) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: text))
        try await channel.close()
    }

    /// A whole request; the server is asked to close after it.
    static func request(_ method: String, _ path: String, token: String, json: String = "") -> String {
        """
        \(method) \(path) HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer \(token)\r
        Content-Type: application/json\r
        Content-Length: \(json.utf8.count)\r
        Connection: close\r
        \r
        \(json)
        """
    }
}
