import ArgumentParser
import KicauCore

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run a populated Kicau on rehearsal networks: no keys, no accounts, nothing leaves this machine.",
        discussion: """
            The first start fills the folder with ninety days of an invented coffee house; later starts go on from there. \
            The pages are on --port, the seven networks on the seven ports after it, and a language model on the eighth.
            """
    )

    @Option(help: "The port of the pages; the networks and the language model take the eight ports after it.")
    var port = 8080

    @Option(help: "The folder that holds the demo. Remove it to begin anew.")
    var data = "./demo-data"

    func run() async throws {
        try await Talk.run { try await Demo(data: data, port: port).run() }
    }
}
