import ArgumentParser
import KicauStore

struct CarryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "carry", abstract: "Carry what is planned, as one node of several, until nothing is left.")

    @Option(help: "This node's name.")
    var node: String

    @OptionGroup
    var place: Place

    func run() async throws {
        let ground = try await Ground(place, workspaces: 0)
        let drained = try await Draining(ground: ground, own: 0).run(as: node)
        try ground.close()
        let report = Report(
            sent: ground.line.posts, sentTwice: ground.line.sentTwice, cpu: rounded(drained.cpu),
            peakMiB: rounded(drained.peakMiB, to: 1))
        print(try JSONText.encode(report))
    }

    struct Report: Encodable {
        let sent: Int
        let sentTwice: Int
        let cpu: Double
        let peakMiB: Double
    }
}
