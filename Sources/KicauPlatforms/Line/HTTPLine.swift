import Foundation
public import KicauCore
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// The line to the real networks, and to the rehearsal ones.
///
/// It knows whether a call's first byte has left: before, the call may be made again; after, no whole answer means doubt.
/// So it tries nothing twice once a byte was written, follows no redirect, and uses a connection again only within a
/// second. A connection goes to the very address that was checked.
public struct HTTPLine: Line {
    static let userAgent = "Kicau/0.1"

    private let addresses: AddressGuard
    private let kept: KeptConnections
    private let clock: any TimeSource
    private let trust: Trust

    /// The origins of `allowedOrigins` are reached even when they are private or not https: "http://127.0.0.1:8086".
    public init(allowedOrigins: Set<String> = [], clock: any TimeSource) {
        self.init(allowedOrigins: allowedOrigins, clock: clock, trust: .system)
    }

    init(allowedOrigins: Set<String>, clock: any TimeSource, trust: Trust) {
        addresses = AddressGuard(allowedOrigins: Set(allowedOrigins.compactMap { Destination($0)?.origin }))
        kept = KeptConnections(clock: clock)
        self.clock = clock
        self.trust = trust
    }

    public func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let hasDeparted = Mutex(false)
        let result: Result<Reply, any Error>
        do {
            result = .success(try await attempt(request) { hasDeparted.withLock { $0 = true } })
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let reply): return reply
        case .failure(let error): throw failure(error, hasDeparted: hasDeparted.withLock { $0 })
        }
    }

    private func failure(_ error: any Error, hasDeparted: Bool) -> LineFailure {
        let now = clock.now()
        guard hasDeparted else {
            let wait: Duration = error is Refused ? .minutes(10) : .seconds(30)
            return .neverLeft(retryAt: now + wait, .unreachable(words(of: error)))
        }
        return .noAnswer(Trace(what: words(of: error), status: (error as? Cut)?.status, at: now))
    }

    /// Our words only: a client's error text may hold the address with its query.
    private func words(of error: any Error) -> String {
        switch error {
        case let refused as Refused: refused.why
        case let cut as Cut: cut.why
        case is OutOfTime: "the call took longer than it may"
        case is CancellationError: "the call was called off"
        case is NIOConnectionError, ChannelError.connectTimeout: "no connection could be made"
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: "no safe connection could be made"
        case let io as IOError where io.errnoCode == ECONNREFUSED: "the connection was refused"
        case is IOError: "the connection broke"
        case is CocoaError: "a picture's file could not be read"
        default: "the connection failed: \(type(of: error))"
        }
    }

    private func attempt(_ request: Call, departs: @escaping @Sendable () -> Void) async throws -> Reply {
        guard let destination = Destination(PercentEncoding.url(request.url, query: request.query)) else {
            throw Refused(why: "the address is not a web address")
        }
        let ends = NIODeadline.now() + TimeAmount(request.deadline)
        let body = try BodyPieces(request.body, boundary: "kicau-\(UInt64.random(in: .min ... .max))")
        let head = try head(request, destination, body)
        while let connection = kept.take(for: destination.origin) {
            do {
                return try await exchange(
                    head, body, request.taking, over: connection, to: destination, by: ends, departs)
            } catch is Gone {}  // the network has closed it, and nothing was written
        }
        let connection = try await open(to: destination, by: ends)
        return try await exchange(head, body, request.taking, over: connection, to: destination, by: ends, departs)
    }

    /// To the first of the checked addresses that lets itself be connected to.
    private func open(to destination: Destination, by ends: NIODeadline) async throws -> NetworkConnection {
        let checked: [String]
        switch await addresses.verdict(on: destination) {
        case .refused(let why): throw Refused(why: why)
        case .go(let list): checked = list
        }
        var tries = checked.isEmpty ? [nil] : checked.prefix(3).map(Optional.some)
        while true {
            try Task.checkCancellation()
            let left = ends - NIODeadline.now()
            guard left > .zero else { throw OutOfTime() }
            let address = tries.removeFirst()
            do {
                return try await NetworkConnection.open(
                    to: destination, at: address, trusting: trust.context, within: left)
            } catch  where !tries.isEmpty {}  // another address of the same name may answer
        }
    }

    private func exchange(
        _ head: HTTPRequestHead, _ body: BodyPieces?, _ portion: Call.Portion, over connection: NetworkConnection,
        to destination: Destination, by ends: NIODeadline, _ departs: @escaping @Sendable () -> Void
    ) async throws -> Reply {
        let answer = try await connection.exchange(head, body, taking: portion, by: ends, departs: departs)
        if answer.leavesConnectionOpen { kept.keep(connection, for: destination.origin) }
        return Reply(
            status: Int(answer.head.status.code),
            headers: answer.head.headers.map { ($0.name.lowercased(), $0.value) }, body: answer.body, at: clock.now())
    }

    private func head(_ request: Call, _ destination: Destination, _ body: BodyPieces?) throws -> HTTPRequestHead {
        var headers = HTTPHeaders([
            ("host", destination.authority), ("user-agent", HTTPLine.userAgent), ("accept", "application/json"),
        ])
        if let body {
            headers.add(name: "content-type", value: body.type)
            headers.add(name: "content-length", value: "\(body.length)")
        } else if [.post, .put, .patch].contains(request.method) {
            headers.add(name: "content-length", value: "0")
        }
        for (name, value) in request.headers + (request.stamp?(clock.now()) ?? []) {
            let value = value.reveal()
            // A line's end in it would begin a header of its own.
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                throw Refused(why: "the header \(name) holds a character that it may not")
            }
            headers.replaceOrAdd(name: name, value: value)
        }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method.rawValue), uri: destination.target,
            headers: headers)
    }
}

/// The guard said no, before anything was connected.
private struct Refused: Error { let why: String }
