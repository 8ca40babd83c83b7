import ArgumentParser
import Foundation
import KicauCore
import KicauStore

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a data folder of a backup.",
        discussion: """
            Checks every file of the backup, copies it into an empty data folder, and puts in doubt whatever came due \
            before the other Kicau stopped: it may have gone out after the backup was made, so it is looked for on the \
            network before anything is sent. Whoever was signed in has to sign in again.

            Make sure that the other Kicau does not run any more: two that send from the same accounts send twice.

            Exit code 7: the backup is damaged or incomplete.
            """
    )

    @Argument(help: "The folder that `kicau backup` made.")
    var from: String

    @Flag(help: "Only check the backup; nothing is written.")
    var check = false

    @Option(
        help:
            "When the other Kicau stopped for certain, such as 2026-06-01T02:00:00Z. What came due later is not in doubt."
    )
    var stoppedAt: String?

    @Flag(help: "Look for what is due later as well: someone may have published it early after the backup.")
    var all = false

    @Flag(help: "One JSON object on standard output.")
    var json = false

    @OptionGroup var flags: SettingsFlags

    func validate() throws { try Instant.mustBe(stoppedAt, of: "--stopped-at") }

    func run() async throws {
        try await Talk.run {
            if check { return try tell(BringingBack.verified(from)) }
            let settings = try flags.settings()
            let report = try await BringingBack(settings: settings, time: SystemTime()).run(
                from: from, stopped: stoppedAt.flatMap(Instant.init(iso:)), all: all)
            if json { return print(try JSONText.encode(BackupSummary(report.manifest, inDoubt: report.inDoubt))) }
            Talk.say(
                """
                \(settings.data) is as it was at \(report.manifest.made). Deliveries to be looked for: \(report.inDoubt).
                Next:
                  1. See that the other Kicau is off and stays off.
                  2. \(report.hasKey ? "The key is there." : "Put kicau.key into \(settings.data), or set KICAU_KEY.")
                  3. kicau doctor --data \(settings.data)
                  4. kicau serve --data \(settings.data); then look at Today: what cannot be found waits for you there.
                """)
        }
    }

    private func tell(_ manifest: Manifest) throws {
        if json { return print(try JSONText.encode(BackupSummary(manifest))) }
        Talk.say("The backup of \(manifest.made) is whole: \(manifest.files.count) files, \(manifest.bytes >> 10) KB.")
    }
}

extension Instant {
    /// - Throws: `ValidationError` when the flag's value is no time.
    static func mustBe(_ text: String?, of flag: String) throws {
        guard let text, Instant(iso: text) == nil else { return }
        throw ValidationError("\(flag) takes a time such as 2026-06-01T02:00:00Z.")
    }
}
