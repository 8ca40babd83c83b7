import Foundation
import KicauCore
import Synchronization

/// One `kicau serve` that is killed and started again on the same data.
final class Node: Sendable {
    let number: Int
    let url: String
    private let arguments: [String]
    private let environment: [String: String]
    private let log: String
    private let browser: RehearsalBrowser
    private let time: any TimeSource
    private let child = Mutex<Child?>(nil)

    init(_ number: Int, folder: String, port: Int, environment: [String: String], log: String, time: any TimeSource) {
        self.number = number
        url = "http://127.0.0.1:\(port)"
        arguments = ["serve", "--data", folder, "--port", String(port), "--lifeline"]
        self.environment = environment.merging(["KICAU_PUBLIC_MEDIA_URL": url]) { _, own in own }
        self.log = log
        browser = RehearsalBrowser(origins: [url])
        self.time = time
    }

    /// This very program.
    static var program: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

    /// It may end right away (a disk that is still full): then it is started once more, for a minute.
    func start() async throws {
        let end = time.steadyMs() + Duration.seconds(60).inMilliseconds
        while time.steadyMs() < end {
            let born = try Child(Node.program, arguments, environment: environment, log: log)
            child.withLock { $0 = born }
            while born.isRunning(), time.steadyMs() < end {
                if await browser.status(of: url + "/healthz") == 200 { return }
                try await Task.sleep(for: .milliseconds(20))
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        kill()
        throw Problem(
            .broken, "Node \(number + 1) did not answer within a minute of its start.",
            do: "Look into its log \(log).")
    }

    func kill() { child.withLock { $0 }?.kill9() }
    func pause() { child.withLock { $0 }?.signal(SIGSTOP) }
    func resume() { child.withLock { $0 }?.signal(SIGCONT) }

    /// SIGTERM, and time to settle what is in flight.
    func stop() async throws {
        guard let running = child.withLock({ $0 }) else { return }
        running.signal(SIGTERM)
        guard try await running.ends(within: .seconds(30), by: time) else {
            running.kill9()
            throw Problem(
                .broken, "Node \(number + 1) did not stop within 30 seconds of SIGTERM.",
                do: "Look into its log \(log).")
        }
    }
}

/// All nodes together.
struct Crew: Sendable {
    let nodes: [Node]

    func start() async throws { for node in nodes { try await node.start() } }
    func stop() async throws { for node in nodes { try await node.stop() } }
    func kill() { for node in nodes { node.kill() } }
}
