import KicauCore
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// What came back over a connection, whole.
struct Answer: Sendable {
    let head: HTTPResponseHead
    let body: [UInt8]
    /// Both sides are through with it, and both want to keep the connection.
    let leavesConnectionOpen: Bool
}

/// The end of a connection's pipeline: an exchange at a time. Lives on its event loop.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private struct Exchange {
        let answer: EventLoopPromise<Answer>
        let timer: Scheduled<Void>
        let portion: Call.Portion
        var isSaid = false
        var head: HTTPResponseHead?
        var body = ByteBuffer()

        /// Though it is not whole.
        var isWorthGiving: Bool {
            switch portion {
            case .asFarAsItComes: head != nil && body.readableBytes > 0
            case .whole, .beginning: false
            }
        }
    }

    private var exchange: Exchange?
    private var context: ChannelHandlerContext?
    private var handshake: EventLoopPromise<Void>?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// Comes last, even where no connection was made.
    func handlerRemoved(context: ChannelHandlerContext) {
        fail(with: cut)
        self.context = nil
    }

    /// Succeeds when both sides trust each other.
    func expectHandshake(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        handshake = promise
        return promise.futureResult
    }

    /// Writes a request's head and what of its body is at hand.
    ///
    /// - Parameter departs: called when the connection stands and the first byte is about to leave.
    func begin(
        _ request: HTTPRequestHead, _ body: ByteBuffer?, isWhole: Bool, taking portion: Call.Portion,
        by deadline: NIODeadline, _ answer: EventLoopPromise<Answer>, departs: () -> Void
    ) {
        guard let context, context.channel.isActive, exchange == nil else { return answer.fail(Gone()) }
        guard NIODeadline.now() < deadline else {
            context.close(promise: nil)
            return answer.fail(OutOfTime())
        }
        departs()
        let timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.end(with: OutOfTime()) }
        exchange = Exchange(answer: answer, timer: timer, portion: portion)
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        if let body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        if isWhole { finishRequest() } else { context.flush() }
    }

    /// The last of the body has been written.
    func finishRequest() {
        guard let context, exchange != nil else { return }
        exchange?.isSaid = true
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// Gives up whatever is under way, and the connection with it.
    func end(with error: any Error) {
        fail(with: error)
        context?.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Nobody asked anything: such a connection is not worth keeping.
        guard exchange != nil else { return context.close(promise: nil) }
        switch unwrapInboundIn(data) {
        case .head(let head): exchange?.head = head
        case .body(var piece):
            exchange?.body.writeBuffer(&piece)
            boundAnswer()
        case .end: finish()
        }
    }

    private func boundAnswer() {
        guard let exchange else { return }
        switch exchange.portion {
        case .whole(let most) where exchange.body.readableBytes > most:
            end(with: Cut(why: "the answer was too long", status: exchange.head.map { Int($0.status.code) }))
        case .beginning(let most) where exchange.body.readableBytes > most,
            .asFarAsItComes(atMost: let most) where exchange.body.readableBytes > most:
            self.exchange?.body.moveWriterIndex(to: exchange.body.readerIndex + most)
            finish(isCut: true)
        case .whole, .beginning, .asFarAsItComes: break
        }
    }

    /// Of an answer that was cut the rest is on its way, and nobody wants it.
    private func finish(isCut: Bool = false) {
        guard let ended = exchange, let head = ended.head else { return end(with: Cut.unreadable) }
        exchange = nil
        ended.timer.cancel()
        let staysOpen = head.isKeepAlive && ended.isSaid && !isCut
        ended.answer.succeed(
            Answer(head: head, body: Array(ended.body.readableBytesView), leavesConnectionOpen: staysOpen))
        if !staysOpen { context?.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            handshake?.succeed()
            handshake = nil
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        // It closed in the middle of an answer, or without a goodbye.
        case HTTPParserError.invalidEOFState, NIOSSLError.uncleanShutdown: fail(with: cut)
        case is HTTPParserError: fail(with: Cut.unreadable)
        default: fail(with: error)
        }
        context.close(promise: nil)
    }

    private var cut: Cut {
        guard let head = exchange?.head else { return .beforeAnswer }
        return Cut(why: "the connection closed in the middle of the answer", status: Int(head.status.code))
    }

    private func fail(with error: any Error) {
        handshake?.fail(error)
        handshake = nil
        if let exchange, exchange.isWorthGiving { return finish(isCut: true) }
        exchange?.timer.cancel()
        exchange?.answer.fail(error)
        exchange = nil
    }
}

/// The connection had closed before anything was written on it.
struct Gone: Error {}

/// An answer that did not come, or not whole.
struct Cut: Error {
    let why: String
    let status: Int?

    static let beforeAnswer = Cut(why: "the connection closed before an answer came", status: nil)
    static let unreadable = Cut(why: "what came was no HTTP answer", status: nil)
}
