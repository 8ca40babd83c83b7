import ArgumentParser
import Foundation
import KicauCore
import KicauStore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy everything into a new folder, while the server goes on.",
        discussion: """
            The folder holds the database as it was at one moment, the pictures it names, and manifest.json with the SHA-256 \
            of each file. It has its own name only when it is whole and on the disk. Pictures become second names of the \
            same files where the disk is the same: copy the folder to another machine to be safe from a broken disk.

            The key is left out unless asked for: with it, a thief of the backup can use the connected accounts.
            """
    )

    @Argument(help: "The folder to make; it must not exist yet, or be empty.")
    var to: String

    @Flag(help: "Put the encryption key in as well.")
    var withKey = false

    @Option(
        help: "For a database that came out of a stream: the last moment it holds, such as 2026-06-01T02:00:00Z.")
    var asOf: String?

    @Flag(help: "Print the manifest, without the list of files, as one JSON object on standard output.")
    var json = false

    @OptionGroup var flags: SettingsFlags

    func validate() throws { try Instant.mustBe(asOf, of: "--as-of") }

    func run() async throws {
        try await Talk.run {
            let settings = try flags.settings()
            let manifest = try await BackingUp(settings: settings, withKey: withKey, time: SystemTime()).run(
                to: to, asOf: asOf.flatMap(Instant.init(iso:)))
            for sha256 in manifest.missingPictures { Talk.say("The picture \(sha256) was not there.") }
            if json { return print(try JSONText.encode(BackupSummary(manifest))) }
            Talk.say(
                "\(to): \(manifest.files.count) files, \(manifest.bytes >> 10) KB, \(manifest.counts["posts"] ?? 0) posts."
            )
            if !withKey { Talk.say("Without the key: keep a copy of kicau.key, or of KICAU_KEY, in another place.") }
        }
    }
}

/// A manifest in one line.
struct BackupSummary: Encodable {
    let kicau: String
    let made: String
    let files: Int
    let bytes: Int
    let counts: [String: Int]
    let hasKey: Bool
    let missingPictures: Int
    /// Only after a restore.
    var inDoubt: Int?

    init(_ manifest: Manifest, inDoubt: Int? = nil) {
        kicau = manifest.kicau
        made = manifest.made
        files = manifest.files.count
        bytes = manifest.bytes
        counts = manifest.counts
        hasKey = manifest.hasKey
        missingPictures = manifest.missingPictures.count
        self.inDoubt = inDoubt
    }

    private enum CodingKeys: String, CodingKey {
        case kicau, made, files, bytes, counts
        case hasKey = "has_key"
        case missingPictures = "missing_pictures"
        case inDoubt = "in_doubt"
    }
}
