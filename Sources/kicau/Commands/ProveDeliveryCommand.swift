import ArgumentParser
import Foundation
import KicauCore
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

struct ProveDeliveryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove-delivery",
        abstract: "Prove on this machine that each post goes out exactly once, whatever happens.",
        discussion: """
            Runs rehearsal networks and this very program on a folder of its own, schedules posts for all seven \
            networks, and lets everything go wrong while they fall due: SIGKILL at random moments, every fault the \
            networks know, connections cut, the program stopped for longer than its lease, a full disk (as root on \
            Linux). Then it ends the faults, answers what waits for a person by looking at the networks, and counts \
            there. Nothing of a real Kicau is touched, and nothing leaves this machine.

            The report goes to standard error, and as proof.json into the data folder, whose status page shows it. \
            Exit codes: 0 proved (nothing lost, twice, early or unsettled), 1 not proved or it could not run, \
            2 a flag that is not known, 130 stopped.
            """
    )

    @Option(help: "How many deliveries, 10 to 100000.")
    var deliveries = 500

    @Option(help: "How many SIGKILLs.")
    var kills = 20

    @Option(help: "An empty PostgreSQL database to prove, postgres://…; SQLite without it.")
    var database: String?

    @Option(help: "How many nodes work on one PostgreSQL.")
    var nodes = 1

    @Option(help: "Repeats the dice of another run.")
    var seed: UInt64?

    @Option(help: "The data folder that the report is left in. Environment: KICAU_DATA.")
    var data: String?

    @Flag(help: "One line of JSON on standard output at the end.")
    var json = false

    func run() async throws {
        SmallDisk.enterOwnMounts()
        try await ClientTalk.run {
            let order = try order()
            let ground = try ProofGround(for: order)
            guard let report = try await report(on: order, ground) else {
                ground.remove()
                Talk.say("Stopped: nothing was proved.")
                throw ExitCode(130)
            }
            for line in report.lines { Talk.say(line) }
            if report.proved { ground.remove() } else { leave(ground) }
            try keep(report)
            if json { print(try report.json()) }
            if !report.proved { throw ExitCode(1) }
        }
    }

    private func report(on order: ProofOrder, _ ground: ProofGround) async throws -> ProofReport? {
        do {
            return try await prove(order, on: ground)
        } catch {
            leave(ground)
            throw error
        }
    }

    private func leave(_ ground: ProofGround) {
        ground.keep()
        Talk.say("The nodes' logs and data are in \(ground.path)")
    }

    private func order() throws(Problem) -> ProofOrder {
        try ProofOrder(
            deliveries: deliveries, kills: kills, nodes: nodes, database: database,
            seed: seed ?? UInt64.random(in: 0..<1_000_000_000))
    }

    /// The networks run beside the proof, and Ctrl-C ends both: then there is no report.
    private func prove(_ order: ProofOrder, on ground: ProofGround) async throws -> ProofReport? {
        let plan = ProofPlan(order)
        Talk.say(
            "Kicau \(Version.text): \(order.deliveries) deliveries, \(order.kills) kills, \(order.engine.name), seed \(order.seed)"
        )
        let networks = try await ProofNetworks(seed: order.seed)
        let run = ProofRun(
            proof: Proof(order: order, plan: plan, networks: networks, ground: ground, time: SystemTime()))
        var log = Logger(label: "proof")
        log.logLevel = .critical
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: networks),
                    .init(
                        service: run, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup),
                ], gracefulShutdownSignals: [.sigint, .sigterm], logger: log))
        let ended = await Result { try await group.run() }
        switch run.result {
        case .success(let report): return report
        case .failure(let error) where !(error is CancellationError): throw error
        case .failure, nil:
            // Something else than the proof may have ended the group.
            if case .failure(let error) = ended, !(error is CancellationError) { throw error }
            return nil
        }
    }

    private func keep(_ report: ProofReport) throws {
        let folder = data ?? ProcessInfo.processInfo.environment[Setting.data.environmentName] ?? "./kicau-data"
        guard data != nil || FileManager.default.fileExists(atPath: folder) else { return }
        let path = folder + "/" + ProofReport.fileName
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data((try report.json() + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Problem(
                .dataFolderUnusable, "The report could not be written to \(path).",
                do: "Name another folder with --data.", cause: "\(error)")
        }
        Talk.say("Kept in \(path)")
    }
}

/// The proof as a service, with what came of it.
private final class ProofRun: Service {
    private let proof: Proof
    private let outcome = Mutex<Result<ProofReport, any Error>?>(nil)

    init(proof: Proof) { self.proof = proof }

    var result: Result<ProofReport, any Error>? { outcome.withLock { $0 } }

    func run() async throws {
        // Asked to stop, the proof gives up at once; the networks close their connections as servers do.
        let found = await Result { try await cancelWhenGracefulShutdown { try await self.proof.run() } }
        outcome.withLock { $0 = found }
        _ = try found.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ work: () async throws -> Success) async {
        do {
            self = .success(try await work())
        } catch {
            self = .failure(error)
        }
    }
}
