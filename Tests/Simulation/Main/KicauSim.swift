import ArgumentParser
import KicauSimulation

@main
struct KicauSim: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "KicauSim",
        abstract: "Plays seeds against the delivery protocol, and tells the story of those in which a promise breaks.")

    @Option(help: "How many seeds.") var seeds: UInt64 = 20_000
    @Option(help: "The first of them.") var from: UInt64 = 1
    @Option(help: "Play this seed alone and tell its story.") var tell: UInt64?
    @Option(help: "Take one rule of the protocol away.", transform: KicauSim.weakening) var without: Weakening?
    @Flag(help: "Take each rule away in turn, and demand that the promise resting on it breaks.") var weakened = false
    @Flag(help: "Let wall clocks jump by up to two hours.") var clockJumps = false
    @Flag(help: "Go on after a seed in which a promise broke.") var keepGoing = false

    func run() throws {
        if weakened { return try Weakened(mostSeeds: 4_000).run() }
        let simulation = Simulation(on: try Ground(), without: without, bigJumps: clockJumps)
        if let tell { return try show(simulation.tell(tell)) }
        var count = Count()
        for seed in from..<from + seeds {
            let verdict = try simulation.play(seed)
            count.add(verdict)
            if !verdict.broken.isEmpty {
                if keepGoing {
                    print("seed \(seed): \(verdict.broken[0].promise.rawValue): \(verdict.broken[0].what)")
                } else {
                    count.show()
                    return try show(simulation.tell(seed))
                }
            }
            if count.seeds % 1000 == 0 { count.show() }
        }
        count.show()
        if count.broken > 0 { throw ExitCode(1) }
    }

    private static func weakening(_ name: String) throws -> Weakening {
        guard let weakening = Weakening(rawValue: name) else {
            let names = Weakening.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no rule called \(name). Choose one of \(names).")
        }
        return weakening
    }

    private func show(_ told: (verdict: Verdict, story: String)) throws {
        print(told.story)
        guard !told.verdict.broken.isEmpty else { return }
        print("seed \(told.verdict.seed):")
        for broken in told.verdict.broken { print("  \(broken.promise.rawValue): \(broken.what)") }
        throw ExitCode(1)
    }
}

/// Sums over all seeds so far.
struct Count {
    private let begun = ContinuousClock.now
    private(set) var seeds = 0
    private(set) var broken = 0
    private var deliveries = 0
    private var commits = 0
    private var kills = 0
    private var powerFailures = 0
    private var steps = 0

    mutating func add(_ verdict: Verdict) {
        seeds += 1
        broken += verdict.broken.isEmpty ? 0 : 1
        deliveries += verdict.deliveries
        commits += verdict.commits
        kills += verdict.kills
        powerFailures += verdict.powerFailures
        steps += verdict.steps
    }

    func show() {
        let time = begun.duration(to: .now)
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        print(
            """
            \(seeds) seeds, \(Int(Double(seeds) / max(seconds, 0.001))) a second; \(deliveries) deliveries, \
            \(commits) commits, \(kills) kills, \(powerFailures) power failures, \(steps) steps; \(broken) broken
            """)
    }
}
