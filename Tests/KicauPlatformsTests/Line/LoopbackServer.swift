import Foundation
import KicauCore
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that answers raw bytes, for seeing what a line does at the ends of a connection.
final class LoopbackServer: Sendable {
    enum Act: Sendable {
        case answer(String)
        /// Answers each request and keeps the connection.
        case answers(String)
        /// Closes when the whole head has come, without a word.
        case close
        /// Takes the request and never answers.
        case silence
        /// Answers the beginning and closes.
        case cut(String)
    }

    private let channel: any Channel
    private let received: Received
    private let scheme: String

    final class Received: Sendable {
        private let requests = Mutex<[String]>([])
        var all: [String] { requests.withLock { $0 } }
        func keep(_ text: String) { requests.withLock { $0.append(text) } }
        func extend(_ text: String) { requests.withLock { $0[$0.count - 1] += text } }
    }

    static func start(_ act: Act, lock: NIOSSLContext? = nil) async throws -> LoopbackServer {
        let received = Received()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let lock { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: lock)) }
                    try channel.pipeline.syncOperations.addHandler(Talker(act: act, received: received))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LoopbackServer(channel: channel, received: received, scheme: lock == nil ? "http" : "https")
    }

    private init(channel: any Channel, received: Received, scheme: String) {
        self.channel = channel
        self.received = received
        self.scheme = scheme
    }

    var origin: String { "\(scheme)://127.0.0.1:\(channel.localAddress?.port ?? 0)" }
    /// One text a connection: all that came over it.
    var requests: [String] { received.all }
    func stop() async throws { try await channel.close() }

    private final class Talker: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        let act: Act
        let received: Received
        var request = ByteBuffer()
        /// Of the whole request in bytes, once its head has come.
        var length: Int?
        var isDone = false

        init(act: Act, received: Received) {
            self.act = act
            self.received = received
        }

        func channelActive(context: ChannelHandlerContext) { received.keep("") }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var piece = unwrapInboundIn(data)
            received.extend(String(buffer: piece))
            request.writeBuffer(&piece)
            guard !isDone, isWhole else { return }
            isDone = true
            switch act {
            case .answers(let answer):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
                request.clear()
                length = nil
                isDone = false
            case .answer(let answer), .cut(let answer):
                let channel = context.channel
                channel.writeAndFlush(ByteBuffer(string: answer)).whenComplete { _ in channel.close(promise: nil) }
            case .close: context.close(promise: nil)
            case .silence: break
            }
        }

        /// The head is read once: a long request comes in many pieces.
        private var isWhole: Bool {
            if length == nil {
                let text = String(buffer: request)
                guard let end = text.range(of: "\r\n\r\n") else { return false }
                let told = text[..<end.lowerBound].split(separator: "\r\n").compactMap { line -> Int? in
                    line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).drop { $0 == " " }) : nil
                }
                length = text[..<end.upperBound].utf8.count + (told.first ?? 0)
            }
            return request.readableBytes >= length ?? 0
        }
    }
}
