import KicauSimulation
import Testing

@Suite("A seed")
struct SeedTests {
    @Test func `gives the same story each time`() throws {
        let simulation = Simulation(on: try Ground())

        for seed in UInt64(1)...40 {
            let (first, story) = try simulation.tell(seed)
            let (second, again) = try simulation.tell(seed)

            #expect(first == second)
            #expect(story == again)
            #expect(story.count > 200)
        }
    }
}
