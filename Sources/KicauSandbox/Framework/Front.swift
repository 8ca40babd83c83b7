import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import NIOCore

/// What a call carries through Hummingbird: its channel, so that a fault can close it.
struct RehearsalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// The front door of one network: reads the call, lets a fault have its way, asks the simulator, answers.
struct Front: HTTPResponder {
    let simulator: any Simulator
    let routes: Routes
    let control: Routes
    let log: CallLog

    init(_ simulator: any Simulator, control: RehearsalControl) {
        self.simulator = simulator
        var routes = Routes()
        simulator.addRoutes(to: &routes)
        self.routes = routes
        var controlRoutes = Routes()
        ControlRoutes(control: control).add(to: &controlRoutes)
        self.control = controlRoutes
        log = control.log
    }

    func respond(to request: Request, context: RehearsalContext) async throws -> Response {
        let ending = await ending(of: request)
        switch ending {
        case .reply(let reply, let pace):
            return response(reply, pace: pace, isHead: request.method == .head)
        case .dropped:
            // Closed under Hummingbird's feet: its answer meets a dead channel, so not one byte of it is sent.
            try? await context.channel.close()  // already closed is as good
            return Response(status: .internalServerError)
        }
    }

    private func ending(of request: Request) async -> Ending {
        let ground = simulator.ground
        let most = ground.settings.maxBodyBytes
        guard let body = try? await request.body.collect(upTo: most)  // too large, or broken off: one answer for both
        else { return .reply(.empty(413), .atOnce) }
        var call = call(of: request, body: Data(body.readableBytesView))
        let method = call.method == "HEAD" ? "GET" : call.method
        if let (route, names) = control.match(method, call.path) {
            call.names = names
            return .reply(await Self.answer(call, by: route, of: simulator), .atOnce)
        }
        guard let (route, names) = routes.match(method, call.path) else {
            return seen(call, .reply(simulator.notFound(call), .atOnce), account: simulator.caller(of: call))
        }
        call.names = names
        let account = simulator.caller(of: call)
        let (breaking, bending) = ground.faults(at: route.placing(call), account: account)
        for fault in bending { call.twist.bend(by: fault) }
        let ending = await perform(call, by: route, under: breaking)
        return seen(call, ending, account: account, fault: breaking?.kind ?? bending.first?.kind)
    }

    /// What the network does with a call while a fault is at work.
    private func perform(_ call: Call, by route: Routes.Route, under fault: Fault?) async -> Ending {
        guard let fault else { return .reply(await Self.answer(call, by: route, of: simulator), .atOnce) }
        switch fault.kind {
        case .dropBeforeAccept: return .dropped
        case .rateLimit:
            return .reply(simulator.rateLimited(call, resetMs: simulator.ground.nowMs + fault.ms), .atOnce)
        case .creditsGone:
            if let reply = simulator.creditsGone(call) { return .reply(reply, .atOnce) }
        case .serverErrorBefore: return .reply(simulator.serverError(call), .atOnce)
        case .html: return .reply(.html(Self.proxyPage, status: 502), .atOnce)
        case .expiredToken:
            if let token = simulator.token(of: call) { simulator.ground.expire(token) }
        case .delay: await Self.wait(fault.ms)
        case .dropAfterAccept, .delayAfter, .serverErrorAfter, .slowBytes, .malformed, .lagListing, .processing,
            .failProcessing:
            break
        }
        let reply = await Self.answer(call, by: route, of: simulator)
        switch fault.kind {
        case .dropAfterAccept: return .dropped
        case .serverErrorAfter: return .reply(simulator.serverError(call), .atOnce)
        case .malformed: return .reply(Self.cut(reply), .atOnce)
        case .slowBytes: return .reply(reply, .over(ms: fault.ms))
        case .delayAfter: await Self.wait(fault.ms)
        case .dropBeforeAccept, .rateLimit, .creditsGone, .serverErrorBefore, .html, .expiredToken, .delay,
            .lagListing, .processing, .failProcessing:
            break
        }
        return .reply(reply, .atOnce)
    }

    private static func answer(_ call: Call, by route: Routes.Route, of simulator: any Simulator) async -> Reply {
        do {
            return try await route.handler(call)
        } catch let refused as Refused {
            return refused.reply
        } catch {
            return simulator.serverError(call)
        }
    }

    /// Real time even under a hand clock: it is the wire that is slow, not the world.
    private static func wait(_ ms: Int64) async {
        await Task.rest(for: .milliseconds(ms))
    }

    private static func cut(_ reply: Reply) -> Reply {
        var cut = reply
        cut.status = 200
        cut.body = reply.body.isEmpty ? Data("{\"da".utf8) : reply.body.prefix(max(1, reply.body.count / 2))
        return cut
    }

    private static let proxyPage = """
        <html><head><title>502 Bad Gateway</title></head>
        <body><center><h1>502 Bad Gateway</h1></center><hr><center>edge</center></body></html>

        """

    private func seen(_ call: Call, _ ending: Ending, account: String?, fault: FaultKind? = nil) -> Ending {
        let path = call.rawQuery.isEmpty ? call.path : "\(call.path)?\(call.rawQuery)"
        log.add(
            SeenCall(
                ms: call.nowMs, method: call.method, path: path, account: account, status: ending.status, fault: fault
            )
        )
        return ending
    }

    private func call(of request: Request, body: Data) -> Call {
        let target = request.head.path ?? "/"
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = halves.count == 2 ? String(halves[1]) : ""
        let settings = simulator.ground.settings
        var headers = request.headers
        // Hummingbird keeps the name the client called apart from the headers.
        if let host = HTTPField.Name("host"), let name = request.head.authority { headers[host] = name }
        return Call(
            method: request.method.rawValue, path: String(halves[0]), query: Pairs(encoded: query), rawQuery: query,
            headers: headers, body: body, nowMs: simulator.ground.nowMs,
            twist: Twist(listingLagMs: settings.listingLagMs, processingMs: settings.processingMs)
        )
    }

    private func response(_ reply: Reply, pace: Pace, isHead: Bool) -> Response {
        var headers = HTTPFields()
        for header in reply.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            headers.append(HTTPField(name: name, value: header.value))
        }
        let status = HTTPResponse.Status(code: reply.status)
        let body = isHead ? Data() : reply.body
        guard case .over(let ms) = pace, !body.isEmpty else {
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
        }
        let size = max(1, (body.count + 9) / 10)
        let chunks = stride(from: 0, to: body.count, by: size).map { body.dropFirst($0).prefix(size) }
        let stream = ResponseBody(contentLength: body.count) { writer in
            for chunk in chunks {
                await Self.wait(ms / Int64(chunks.count))
                try await writer.write(ByteBuffer(bytes: chunk))
            }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: stream)
    }
}

extension Front {
    /// How a call ended.
    fileprivate enum Ending: Sendable {
        case reply(Reply, Pace)
        case dropped

        var status: Int {
            switch self {
            case .reply(let reply, _): reply.status
            case .dropped: 0
            }
        }
    }

    fileprivate enum Pace: Sendable { case atOnce, over(ms: Int64) }
}

extension Twist {
    fileprivate mutating func bend(by fault: Fault) {
        switch fault.kind {
        case .lagListing: listingLagMs = max(listingLagMs, fault.ms)
        case .processing: processingMs = max(processingMs, fault.ms)
        case .failProcessing: processing = .fails
        case .dropAfterAccept, .dropBeforeAccept, .delay, .delayAfter, .rateLimit, .creditsGone,
            .serverErrorBefore, .serverErrorAfter, .expiredToken, .slowBytes, .malformed, .html:
            break
        }
    }
}
