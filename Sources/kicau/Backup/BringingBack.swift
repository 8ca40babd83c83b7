import Foundation
import KicauCore
import KicauPlatforms
import KicauPublish
import KicauStore

/// Makes a data folder of a backup, in which nothing is sent that the lost machine may have sent already.
struct BringingBack {
    let settings: Settings
    let time: any TimeSource

    struct Report {
        let manifest: Manifest
        /// Deliveries that are looked for before anything else happens to them.
        let inDoubt: Int
        let hasKey: Bool
    }

    /// `stopped` is the latest moment at which the other machine may have sent; nil: now. `all`: also what is due later.
    func run(from backup: String, stopped: Instant?, all: Bool) async throws -> Report {
        let manifest = try BringingBack.verified(backup)
        let now = time.now()
        let stopped = stopped ?? now
        guard stopped >= manifest.madeMs, stopped <= now else {
            throw Problem(
                .badInput,
                "The backup was made at \(manifest.made), and it is \(now.iso) now: \(stopped.iso) is not between.",
                do: "Give the time at which the other Kicau stopped, or leave --stopped-at away.", field: "stopped-at")
        }
        guard SafeFiles.isEmptyOrMissing(settings.data) else {
            throw Problem(
                .backupRefused, "\(settings.data) is there already and not empty.",
                do: "Name another folder with --data, or move this one away; a restore replaces nothing.")
        }
        let inDoubt = try await SafeFiles.whole(settings.data) { folder in
            for file in manifest.files {
                try SafeFiles.copy("\(backup)/\(file.path)", to: "\(folder)/\(file.path)")
            }
            let path = folder + "/kicau.sqlite"
            let count = try await putInDoubt(
                path, made: manifest.madeMs, stopped: stopped, dueBy: all ? Instant(ms: .max) : stopped, at: now)
            try SafeFiles.sync(path)
            return count
        }
        return Report(manifest: manifest, inDoubt: inDoubt, hasKey: manifest.hasKey || settings.key != nil)
    }

    /// Checks every file against the manifest, and the database against its own rules.
    static func verified(_ backup: String) throws -> Manifest {
        let manifest = try Manifest.read(in: backup)
        let trouble = manifest.trouble(in: backup)
        guard trouble.isEmpty, manifest.files.contains(where: { $0.path == "kicau.sqlite" }) else {
            throw Problem(
                .badBackup, "The backup is not what it was: \(trouble.prefix(5).joined(separator: "; ")).",
                do: "Take another backup; this one must not be trusted.")
        }
        return manifest
    }

    private func putInDoubt(
        _ path: String, made: Instant, stopped: Instant, dueBy last: Instant, at now: Instant
    ) async throws -> Int {
        let store = try Store.beside(path: path)
        let damage = try await store.read { try $0.damage() }
        guard damage.isEmpty else {
            throw Problem(
                .badBackup, "The backup's database is damaged: \(damage.joined(separator: "; "))",
                do: "Take another backup.")
        }
        try await store.migrate(now: now)
        let count = try await Inheriting(platforms: Registry.all, pace: settings.pace).putInDoubt(
            store, made: made, stopped: stopped, dueBy: last, at: now)
        try store.close()
        return count
    }
}
