import KicauSimulation
import Testing

/// Without these, a simulation that never fails could be one that cannot.
@Suite("A protocol with one rule taken away")
struct WeakeningTests {
    static let most = 4_000

    @Test(arguments: Weakening.allCases)
    func `breaks the promise that rests on it`(weakening: Weakening) throws {
        let simulation = Simulation(on: try Ground(), without: weakening)

        let caught = try (1...UInt64(Self.most)).first { seed in
            try simulation.play(seed).broken.contains { $0.promise == weakening.breaks }
        }

        let seeds = try #require(caught, "\(weakening) was not caught in \(Self.most) seeds")
        print("\(weakening): \(weakening.breaks.rawValue) breaks within \(seeds) seeds")
        // What says other words now weakens nothing: Weakening.swift has to follow the store's queries.
        #expect(simulation.unusedWordings == [])
    }
}
