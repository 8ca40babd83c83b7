import ArgumentParser
import Foundation

/// The one program: server, rehearsal networks, doctor and the command line's client.
@main
struct Kicau: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kicau",
        abstract: "Compose, schedule and publish posts to seven networks: each exactly once.",
        discussion: """
            Start with `kicau demo` for a populated trial on rehearsal networks, or `kicau serve` for the real thing.

            Exit codes: 0 done, 1 refused with a sentence that says why, 2 a flag or argument is wrong, \
            3 the server is not reachable, 4 the database is not reachable, 5 the database or key is not the right one, \
            6 the disk is full or cannot be written, 7 a backup is damaged.
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, WorkCommand.self, MigrateCommand.self, DatabaseCommand.self, DemoCommand.self,
            NetworksCommand.self, DoctorCommand.self, ProveDeliveryCommand.self, BackupCommand.self,
            RestoreCommand.self, BudgetCommand.self, CampaignCommand.self, PostCommand.self, AccountCommand.self,
            SeriesCommand.self, SnippetCommand.self, InboxCommand.self, WorkspaceCommand.self,
            AssistantCommand.self, SuggestCommand.self, GivingWayCommand.self, PricesCommand.self, DrillCommand.self,
            LimitCommand.self, LedgerCommand.self, BillCommand.self,
            ForecastCommand.self, WhatIfCommand.self, ScanCommand.self, ScansCommand.self,
        ]
    )
}

extension Kicau {
    /// A wrong flag ends with 2, as most programs do, and not with the parser's own 64.
    static func main() async {
        MemoryKeeper.limitHeaps()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
            Foundation.exit(2)
        }
    }
}

enum Version {
    static let text = "0.1.0"
}
