import ArgumentParser
import Foundation
import KicauCore
import KicauPlatforms
import KicauStore

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the installation and explain every failed check.",
        discussion: """
            Changes nothing, and may run beside a running server. Exit code 1 when a check failed.
            """
    )

    @OptionGroup var flags: SettingsFlags

    @Flag(help: "One JSON object on standard output.")
    var json = false

    @Flag(help: "List the facts about networks that the rules rest on, with their source and the day they were read.")
    var facts = false

    func run() async throws {
        try await Talk.run {
            if facts { return try tellFacts() }
            let settings = try flags.settings()
            let findings = await Checkup(settings: settings).run()
            if json { try tellJSON(findings) } else { tell(findings) }
            if findings.contains(where: { $0.state == .failed }) { throw ExitCode(1) }
        }
    }

    private func tell(_ findings: [Checkup.Finding]) {
        for finding in findings {
            print("\(finding.state.mark) \(finding.name): \(finding.what)")
            if let toDo = finding.toDo { print("    → \(toDo)") }
        }
    }

    private func tellJSON(_ findings: [Checkup.Finding]) throws {
        print(
            try JSONText.encode(
                Report(ok: !findings.contains { $0.state == .failed }, checks: findings.map(Report.Check.init))))
    }

    private struct Report: Encodable {
        let ok: Bool
        let checks: [Check]

        struct Check: Encodable {
            let name: String
            let state: String
            let what: String
            let toDo: String?

            init(_ finding: Checkup.Finding) {
                name = finding.name
                state = finding.state.rawValue
                what = finding.what.description
                toDo = finding.toDo?.description
            }
        }
    }

    private func tellFacts() throws {
        for platform in Registry.all {
            let rules = platform.rules
            for (what, fact) in [("text limit", rules.textLimit), ("pictures", rules.maxPictures)] {
                print("\(platform.name): \(what) \(fact.value)  [\(fact.source), read \(fact.read)]")
            }
        }
    }
}
