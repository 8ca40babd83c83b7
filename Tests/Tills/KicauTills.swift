import ArgumentParser

/// Many processes at one workspace's budgets, and who watches over them.
@main
struct KicauTills: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "KicauTills",
        abstract:
            "Let many processes spend one workspace's money, kill some, and look for a broken promise.",
        subcommands: [Prove.self, Work.self])
}
