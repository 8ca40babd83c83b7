import ArgumentParser
import KicauSimulation

/// Takes one rule of the protocol away at a time. A simulation that then never failed could be one that cannot.
struct Weakened {
    /// Enough for the rarest of them, several times over.
    let mostSeeds: UInt64

    /// - Throws: `ExitCode` when a rule can be missing and nobody notices.
    func run() throws {
        let missed = try Weakening.allCases.filter { try !isCaught($0) }
        print("\(Weakening.allCases.count - missed.count) weakenings caught, \(missed.count) not")
        guard missed.isEmpty else { throw ExitCode(1) }
    }

    private func isCaught(_ weakening: Weakening) throws -> Bool {
        let simulation = Simulation(on: try Ground(), without: weakening)
        let caught = try (1...mostSeeds).first { seed in
            try simulation.play(seed).broken.contains { $0.promise == weakening.breaks }
        }
        guard let caught else {
            print("✘ \(weakening): \(weakening.breaks.rawValue) holds through \(mostSeeds) seeds")
            return false
        }
        // What says other words now weakens nothing: Weakening.swift has to follow the store's queries.
        guard simulation.unusedWordings.isEmpty else {
            print("✘ \(weakening): the store no longer says \(simulation.unusedWordings)")
            return false
        }
        print("\(weakening): \(weakening.breaks.rawValue) breaks within \(caught) seeds")
        return true
    }
}
