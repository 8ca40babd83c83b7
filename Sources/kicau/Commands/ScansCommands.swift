import ArgumentParser
import Foundation
import KicauCore

struct ScansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scans",
        abstract: "List, keep and delete the scans of a running Kicau.",
        discussion: """
            They were started from its pages or its API; `kicau scan` is another thing, and needs no server. One that is \
            over goes by itself, with its report, when it has lain as long as the setting scan_report_days says. The \
            server is found by --server and --api-key, by KICAU_SERVER and KICAU_API_KEY, or by the file local.json that \
            `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [ScansList.self, ScansKeep.self, ScansRelease.self, ScansDelete.self],
        defaultSubcommand: ScansList.self)
}

struct ScansList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the scans, newest first.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let scans = try await flags.client().get("/scans")
            if flags.json { return try ClientTalk.printJSON(scans) }
            ClientTalk.printTable(["ID", "STATE", "ENDED", "GOES", "LOOKED THROUGH"], scans.items.map(row))
        }
    }

    private func row(_ scan: JSONValue) -> [String] {
        let corpora = scan["corpora"]?.array?.compactMap(\.string) ?? []
        let goes = scan["is_kept"]?.bool == true ? "kept" : scan.text("goes_at")
        return [scan.text("id"), scan.text("state"), scan.text("ended_at"), goes, corpora.joined(separator: ", ")]
    }
}

struct ScansKeep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keep", abstract: "Keep a scan that is over, with its report, until somebody deletes it.")

    @Argument(help: "The scan's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await ScansKeep.say(true, id, flags) }

    static func say(_ isKept: Bool, _ id: Int64, _ flags: ServerFlags) async throws {
        try await ClientTalk.run {
            let scan = try await flags.client().post(
                "/scans/\(id)/keeping", .json(["is_kept": .bool(isKept)]), key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(scan) }
            if isKept { return Talk.say("Scan \(id) is kept until it is deleted.") }
            let goes = scan.text("goes_at")
            Talk.say("Scan \(id) is kept no longer" + (goes.isEmpty ? "." : ", and goes on \(goes)."))
        }
    }
}

struct ScansRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Keep a scan no longer: it goes when its time has come.")

    @Argument(help: "The scan's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await ScansKeep.say(false, id, flags) }
}

struct ScansDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a scan that is over, with its report.")

    @Argument(help: "The scan's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            _ = try await flags.client().delete("/scans/\(id)", key: UUID().uuidString)
            if !flags.json { Talk.say("Scan \(id) and its report are deleted.") }
        }
    }
}
