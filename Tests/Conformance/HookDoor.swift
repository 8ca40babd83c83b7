import HTTPTypes
import Hummingbird
import KicauCore
import Logging
import NIOCore
import ServiceLifecycle

@testable import KicauPublish

/// The addresses at which networks call, as the web server has them: the bytes go to the doorman, his word goes back.
final class HookDoor: Service {
    private let doorman: Doorman
    private let ports = AsyncStream<Int>.makeStream()

    init(_ doorman: Doorman) { self.doorman = doorman }

    /// Opens the door for as long as the test acts; gives it the address of a network's calls.
    static func open(
        for rehearsal: Rehearsal, _ act: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let door = HookDoor(rehearsal.accounts.doorman)
        let group = ServiceGroup(services: [door], logger: silent)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await act("http://127.0.0.1:\(await door.port())/hooks/\(rehearsal.platform.id)")
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static var silent: Logger {
        var log = Logger(label: "door")
        log.logLevel = .critical
        return log
    }

    private func port() async -> Int {
        for await port in ports.stream { return port }
        return 0
    }

    func run() async throws {
        let doorman = doorman
        let ports = ports
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("hooks/{network}", method: method) { request, context -> Response in
                let pairs = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
                let body = try await request.body.collect(upTo: 1 << 20)
                let knock = Knock(
                    method: method == .post ? .post : .get,
                    query: Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
                    headers: Dictionary(
                        request.headers.map { ($0.name.canonicalName, $0.value) },
                        uniquingKeysWith: { first, _ in first }),
                    body: Array(body.readableBytesView))
                let network = PlatformID(try context.parameters.require("network"))
                switch try await doorman.open(network, to: knock) {
                case .challenged(_, let text):
                    return Response(status: .ok, body: .init(byteBuffer: .init(string: text)))
                case .rings: return Response(status: .ok)
                case .refused: return Response(status: .forbidden)
                }
            }
        }
        let door = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ports.continuation.yield($0.localAddress?.port ?? 0) }, logger: HookDoor.silent)
        try await door.run()
    }
}
