import ArgumentParser

/// Measures the heart of Kicau by itself. `scripts/bench` runs it and measures the whole program around it.
@main
struct KicauBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "KicauBench",
        abstract: "Measure deliveries, and fill data folders to measure pages with.",
        discussion: "One JSON object goes to standard output.",
        subcommands: [
            DeliveriesCommand.self, FillCommand.self, ClaimsCommand.self, BareCommand.self, PlanCommand.self,
            CarryCommand.self, WhatIfCommand.self, HoldsCommand.self, ScanMakeCommand.self, ScanReadCommand.self,
        ]
    )
}
