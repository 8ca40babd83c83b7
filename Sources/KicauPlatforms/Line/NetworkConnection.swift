import KicauCore
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One connection to a network, for one exchange after another.
final class NetworkConnection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<ExchangeHandler>
    /// Kept when both sides trust each other; nil where nobody has to.
    private let handshake: EventLoopFuture<Void>?

    /// Connects, to `address` if one was checked, and shakes hands where the destination is secure.
    static func open(
        to destination: Destination, at address: String?, trusting tls: @Sendable () throws -> NIOSSLContext,
        within limit: TimeAmount
    ) async throws -> NetworkConnection {
        let context = destination.isSecure ? try tls() : nil
        let host = destination.host
        let furnish: @Sendable (any Channel) -> EventLoopFuture<NetworkConnection> = { channel in
            channel.eventLoop.makeCompletedFuture {
                try NetworkConnection(channel, to: host, context)
            }
        }
        let begun = NIODeadline.now()
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(min(limit, .seconds(10)))
        let connection =
            if let literal = socketAddress(address ?? host, destination.port) {
                try await bootstrap.connect(to: literal, channelInitializer: furnish)
            } else {
                try await bootstrap.connect(host: host, port: destination.port, channelInitializer: furnish)
            }
        try await connection.shakeHands(within: limit - (NIODeadline.now() - begun))
        return connection
    }

    private init(_ channel: any Channel, to host: String, _ context: NIOSSLContext?) throws {
        let handler = ExchangeHandler()
        let pipeline = channel.pipeline.syncOperations
        if let context { try pipeline.addHandler(NIOSSLClientHandler.guarding(host, context)) }
        try pipeline.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
        try pipeline.addHandler(handler)
        self.channel = channel
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
        handshake = context == nil ? nil : handler.expectHandshake(on: channel.eventLoop)
    }

    private func shakeHands(within limit: TimeAmount) async throws {
        guard let handshake else { return }
        let timer = channel.eventLoop.scheduleTask(in: limit) { [handler] in handler.value.end(with: OutOfTime()) }
        defer { timer.cancel() }
        try await handshake.get()
    }

    /// Says a request and waits for its whole answer.
    ///
    /// - Throws: `Gone` when the connection had closed before, and nothing was written.
    func exchange(
        _ head: HTTPRequestHead, _ body: BodyPieces?, taking portion: Call.Portion, by deadline: NIODeadline,
        departs: @escaping @Sendable () -> Void
    ) async throws -> Answer {
        let answer = channel.eventLoop.makePromise(of: Answer.self)
        let atHand = body?.atHand
        let isWhole = body == nil || atHand != nil
        channel.eventLoop.execute { [handler] in
            handler.value.begin(
                head, atHand, isWhole: isWhole, taking: portion, by: deadline, answer, departs: departs)
        }
        return try await withTaskCancellationHandler {
            if let body, !isWhole { await say(body) }
            return try await answer.futureResult.get()
        } onCancel: {
            end(with: CancellationError())
        }
    }

    func close() { channel.close(promise: nil) }

    /// Piece after piece, each when the one before it has gone. A write that fails says nothing new: how the exchange
    /// ended, its answer tells.
    private func say(_ body: BodyPieces) async {
        do {
            for try await piece in body {
                guard await write(piece) else { return }
            }
            channel.eventLoop.execute { [handler] in handler.value.finishRequest() }
        } catch {
            end(with: error)
        }
    }

    private func write(_ piece: ByteBuffer) async -> Bool {
        do {
            try await channel.writeAndFlush(HTTPClientRequestPart.body(.byteBuffer(piece)))
            return true
        } catch {
            return false
        }
    }

    private func end(with error: any Error) {
        channel.eventLoop.execute { [handler] in handler.value.end(with: error) }
    }

    private static func socketAddress(_ text: String, _ port: Int) -> SocketAddress? {
        try? SocketAddress(ipAddress: text, port: port)  // nil is the answer: it is a name
    }
}
