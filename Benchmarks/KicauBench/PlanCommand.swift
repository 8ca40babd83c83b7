import ArgumentParser
import KicauCore
import KicauStore

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Schedule many deliveries for one instant, for other processes to carry.")

    @Option(help: "How many deliveries, each a post of its own.")
    var count = 10_000

    @Option(help: "The accounts they go to, the seven networks by turns.")
    var accounts = 500

    @Option(help: "The workspaces the accounts are spread over.")
    var workspaces = 10

    @Option(help: "When they fall due: seconds since 1970.")
    var due: Int64

    @OptionGroup
    var place: Place

    func run() async throws {
        let ground = try await Ground(place, workspaces: workspaces)
        let planning = Planning(
            ground: ground, accounts: try await ground.connect(accounts), count: count,
            due: try Due(at: Instant(ms: due * 1000), zone: Ground.zone))
        let perSecond = try await planning.run()
        try ground.close()
        print(try JSONText.encode(["scheduledPerSecond": rounded(perSecond, to: 0)]))
    }
}
