import ArgumentParser
import Foundation
import KicauCore
import KicauMeter
import KicauStore

struct Prove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the processes on an empty database, watch them, and say what broke.",
        discussion: "Ends with 1 when a promise was broken, and with 2 when too little happened to tell.")

    @OptionGroup var place: Place
    @Option(help: "How many processes at once.") var processes = 4
    @Option(help: "For how long.") var seconds = 6.0
    @Option(help: "The same seed makes the same choices; when each process gets its turn stays the machine's.")
    var seed = UInt64.random(in: 1...1_000_000)
    @Flag(help: "Weaken the meter: it looks for room and takes it afterwards. This has to be caught.")
    var checksThenAdds = false

    func run() async throws {
        print("seed \(seed)")
        let now = Instant(ms: 1_775_000_000_000)
        let store = try await place.make(at: now)
        let workspace = try await store.write { try $0.addWorkspace(name: "Kedai", zone: Wares.zone, at: now) }
        var watch = Watch(store, of: workspace, seed: seed)
        try await watch.setEveryLimit()
        let ends = ContinuousClock.now + .seconds(seconds)
        var team = Team(place, workspace: workspace, isWeak: checksThenAdds, seed: seed + 1, until: ends)
        for _ in 0..<processes { try team.begin() }
        try await play(&team, &watch, until: ends)
        if !watch.broken.isEmpty { team.stop() }
        let counts = team.end()
        try await watch.look()
        let found = watch.broken + (try await Audit(store: store, wares: try Wares(for: workspace)).findings())
        let holds = try await store.read { try $0.first("SELECT COUNT(*) AS count FROM hold") { try $0.int("count") } }
        try store.close()
        print("\(processes) processes, \(team.kills) killed, \(watch.looks) looks, \(holds ?? 0) holds")
        try say(found, counts: counts)
        guard team.kills > 0, let holds, holds > 20 else { throw ExitCode(2) }
    }

    private func play(_ team: inout Team, _ watch: inout Watch, until ends: ContinuousClock.Instant) async throws {
        var turn = 0
        while ContinuousClock.now < ends, watch.broken.isEmpty {
            turn += 1
            try await Task.sleep(for: .milliseconds(25))
            try await watch.look()
            if turn % 3 == 0 { try await watch.changeALimit() }
            if turn % 24 == 0 { try team.killOne() }
        }
    }

    /// - Parameter counts: of those that lived to the end.
    private func say(_ found: [String], counts: [Int]?) throws {
        for line in found.prefix(10) { print("broken: \(line)") }
        guard let counts else {
            print("A process has failed.")
            throw ExitCode(2)
        }
        print("\(counts[0]) set aside, \(counts[1]) refused, \(counts[2]) settled; \(found.count) broken")
        if !found.isEmpty { throw ExitCode(1) }
        guard counts[1] > 0, counts[2] > 0 else { throw ExitCode(2) }
    }
}
