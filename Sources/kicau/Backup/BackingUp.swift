import Foundation
import KicauCore
import KicauStore

/// Makes a whole backup of a data folder, beside the server that works on it.
struct BackingUp {
    let settings: Settings
    let withKey: Bool
    let time: any TimeSource

    /// - Throws: `Problem` `.backupRefused` when the place is taken or there is nothing to keep.
    func run(to place: String, asOf: Instant? = nil) async throws -> Manifest {
        try refuseForeignEngine()
        let source = settings.data + "/kicau.sqlite"
        guard FileManager.default.fileExists(atPath: source) else {
            throw Problem(
                .backupRefused, "There is no database in \(settings.data).",
                do: "Name the data folder with --data.")
        }
        guard SafeFiles.isEmptyOrMissing(place) else {
            throw Problem(
                .backupRefused, "\(place) is there already and not empty.",
                do: "Name a folder that does not exist yet, such as one with today's date.")
        }
        let made = asOf ?? time.now()
        let store = try Store.beside(path: source)
        defer { try? store.close() }  // what it wrote is durable before
        let manifest = try await SafeFiles.whole(place) { try await fill($0, from: store, made: made) }
        try await store.write { try $0.noteBackup(made: made) }
        return manifest
    }

    private func refuseForeignEngine() throws(Problem) {
        guard ProcessInfo.processInfo.environment["DATABASE_URL"]?.hasPrefix("postgres") == true else { return }
        throw Problem(
            .backupRefused, "The database is PostgreSQL's, which has a tool of its own for this.",
            do: "Run pg_dump --format=custom, check it with pg_restore --list, and copy media/kept after it.")
    }

    /// The database first: a picture that comes in after it is not missed by it.
    private func fill(_ folder: String, from store: Store, made: Instant) async throws -> Manifest {
        try store.copy(to: folder + "/kicau.sqlite")
        try SafeFiles.sync(folder + "/kicau.sqlite")
        let copy = try Store.beside(path: folder + "/kicau.sqlite")
        let (damage, counts, schema, pictures) = try await copy.read {
            (try $0.damage(), try $0.rowCounts(), try $0.migrationNames(), try $0.keptPictures())
        }
        try copy.close()
        guard damage.isEmpty else {
            throw Problem(
                .damagedDatabase,
                "The database is damaged, so this would be no backup: \(damage.joined(separator: "; "))",
                do: "Restore the newest backup that is whole.")
        }
        var files = [try file("kicau.sqlite", in: folder)]
        var missing: [String] = []
        try FileManager.default.createDirectory(
            atPath: folder + "/media/kept", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for sha256 in pictures {
            let name = "media/kept/\(sha256)"
            guard FileManager.default.fileExists(atPath: "\(settings.data)/\(name)") else {
                missing.append(sha256)
                continue
            }
            try SafeFiles.linkOrCopy("\(settings.data)/\(name)", to: "\(folder)/\(name)")
            files.append(try file(name, in: folder))
        }
        if withKey { files.append(try key(in: folder)) }
        let manifest = Manifest(
            format: Manifest.newestFormat, kicau: Version.text, engine: "sqlite", schema: schema, madeMs: made,
            made: made.iso, counts: counts, hasKey: withKey, files: files, missingPictures: missing)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try SafeFiles.write(try encoder.encode(manifest), to: "\(folder)/\(Manifest.fileName)")
        return manifest
    }

    private func key(in folder: String) throws -> Manifest.File {
        let path = folder + "/kicau.key"
        if let key = settings.key {
            try SafeFiles.write(Data((key + "\n").utf8), to: path)
        } else {
            guard FileManager.default.fileExists(atPath: settings.data + "/kicau.key") else {
                throw Problem(
                    .backupRefused, "There is no key to keep: neither kicau.key nor KICAU_KEY.",
                    do: "Leave --with-key away, or set KICAU_KEY.")
            }
            try SafeFiles.copy(settings.data + "/kicau.key", to: path)
        }
        return try file("kicau.key", in: folder)
    }

    private func file(_ name: String, in folder: String) throws -> Manifest.File {
        let path = "\(folder)/\(name)"
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        return Manifest.File(path: name, bytes: size?.intValue ?? 0, sha256: try Digest.hex(ofFileAt: path))
    }
}
