import AsyncHTTPClient
import Foundation
public import KicauCore
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The line to the real networks, and to the rehearsal ones.
///
/// Each call has a connection of its own: a pooled one that the other side has just closed would leave doubt about
/// a commit, and the connection must go to the address that was checked.
public struct HTTPLine: Line {
    /// Answers longer than this are cut off and count as no answer.
    static let maxAnswer = 8 * 1024 * 1024
    static let userAgent = "Kicau/0.1"

    private let addresses: AddressGuard
    private let clock: any TimeSource

    /// The origins of `allowedOrigins` are reached even when they are private or not https: "http://127.0.0.1:8086".
    public init(allowedOrigins: Set<String> = [], clock: any TimeSource) {
        addresses = AddressGuard(allowedOrigins: Set(allowedOrigins.compactMap(AddressGuard.origin(of:))))
        self.clock = clock
    }

    public func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let sent = Mutex(false)
        let result: Result<Reply, any Error>
        do {
            result = .success(
                try await within(request.deadline) {
                    try await attempt(request, sent: { sent.withLock { $0 = true } })
                })
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let reply): return reply
        case .failure(let error): throw failure(error, sent: sent.withLock { $0 })
        }
    }

    private func failure(_ error: any Error, sent: Bool) -> LineFailure {
        let now = clock.now()
        guard sent else {
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
        case let client as HTTPClientError: "the connection failed: \(client.shortDescription)"
        case is NIOConnectionError: "no connection could be made"
        case let io as IOError where io.errnoCode == ECONNREFUSED: "the connection was refused"
        case is IOError: "the connection broke"
        case is CocoaError: "a picture's file could not be read"
        default: "the connection failed: \(type(of: error))"
        }
    }

    private func attempt(_ request: Call, sent: @escaping @Sendable () -> Void) async throws -> Reply {
        let url = PercentEncoding.url(request.url, query: request.query)
        let body = try BodyPieces(request.body, boundary: "kicau-\(UInt64.random(in: .min ... .max))")
        let checked: [String]
        switch await addresses.verdict(on: url) {
        case .refused(let why): throw Refused(why: why)
        case .go(let list): checked = list
        }
        var tries = checked.isEmpty ? [nil] : checked.prefix(3).map(Optional.some)
        while true {
            try Task.checkCancellation()
            let address = tries.removeFirst()
            let connected = Mutex(false)
            do {
                return try await exchange(request, url, body, at: address) {
                    connected.withLock { $0 = true }
                    sent()
                }
            } catch {
                // Another address of the same name is tried only while no connection was made.
                if connected.withLock({ $0 }) || tries.isEmpty { throw error }
            }
        }
    }

    private func exchange(
        _ request: Call, _ url: String, _ body: BodyPieces?, at address: String?,
        connected: @escaping @Sendable () -> Void
    ) async throws -> Reply {
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        settings.httpVersion = .http1Only
        settings.timeout.connect = .seconds(10)
        settings.connectionPool.retryConnectionEstablishment = false
        // By itself the client would send our traces' ids to the network, and whole addresses to the collector.
        settings.tracing.tracer = nil
        settings.http1_1ConnectionDebugInitializer = { channel in
            connected()
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        if let address, let host = URLComponents(string: url)?.host, host != address, !host.hasPrefix("[") {
            settings.dnsOverride = [host: address]
        }
        let client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: settings)
        let result: Result<Reply, any Error>
        do {
            result = .success(try await answer(to: head(request, url, body), by: client))
        } catch {
            result = .failure(error)
        }
        try? await client.shutdown()  // closing what is left cannot change how the call ended
        return try result.get()
    }

    private func head(_ request: Call, _ url: String, _ body: BodyPieces?) -> HTTPClientRequest {
        var head = HTTPClientRequest(url: url)
        head.method = HTTPMethod(rawValue: request.method.rawValue)
        head.headers.add(name: "user-agent", value: HTTPLine.userAgent)
        head.headers.add(name: "accept", value: "application/json")
        head.headers.add(name: "connection", value: "close")
        if let body {
            head.headers.add(name: "content-type", value: body.type)
            head.body = .stream(body, length: .known(body.length))
        }
        for (name, value) in request.headers { head.headers.replaceOrAdd(name: name, value: value.reveal()) }
        return head
    }

    private func answer(to head: HTTPClientRequest, by client: HTTPClient) async throws -> Reply {
        let response = try await client.execute(head, deadline: .distantFuture)
        let status = Int(response.status.code)
        var body: [UInt8] = []
        do {
            for try await piece in response.body {
                body.append(contentsOf: piece.readableBytesView)
                guard body.count <= HTTPLine.maxAnswer else {
                    throw Cut(why: "the answer was too long", status: status)
                }
            }
        } catch let cut as Cut {
            throw cut
        } catch is CancellationError {
            throw OutOfTime()
        } catch {
            throw Cut(why: "the connection closed in the middle of the answer", status: status)
        }
        let headers = response.headers.map { ($0.name.lowercased(), $0.value) }
        return Reply(status: status, headers: headers, body: body, at: clock.now())
    }
}

/// The guard said no, before anything was connected.
private struct Refused: Error { let why: String }
/// An answer that began and did not end as it should.
private struct Cut: Error {
    let why: String
    let status: Int
}
