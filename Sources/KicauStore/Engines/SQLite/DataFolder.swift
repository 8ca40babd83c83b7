import Foundation
public import KicauCore

/// The folder that holds everything: database, media, key. One process at a time.
public struct DataFolder: Sendable {
    public let path: String
    /// Kept open as long as this value lives in the process: the lock goes with the process, even after SIGKILL.
    private let lock: Int32

    public var databasePath: String { path + "/kicau.sqlite" }
    public var mediaPath: String { path + "/media" }
    public var keyPath: String { path + "/kicau.key" }

    /// Makes the folder when it is missing and takes its lock.
    /// - Throws: `Problem` `.dataFolderInUse` or `.dataFolderUnusable`.
    public init(_ path: String) throws(Problem) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path + "/media", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw DataFolder.unusable(path, "\(error)")
        }
        lock = open(path + "/kicau.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw DataFolder.unusable(path, String(cString: strerror(errno))) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw Problem(
                .dataFolderInUse, "Another Kicau is already running on the data folder \(path).",
                do: "Stop that one first, or start this one on another folder with --data.")
        }
    }

    private static func unusable(_ path: String, _ cause: String) -> Problem {
        Problem(
            .dataFolderUnusable, "The data folder \(path) cannot be made or written.",
            do: "Check the path and its permissions, or choose another with --data.", cause: cause)
    }

    /// Lets another process take the folder, at once: a helper program that is just being started still shares the open file,
    /// and would keep the lock for a moment if it were only closed.
    public func unlock() {
        _ = flock(lock, LOCK_UN)  // fails only for a descriptor that is none
        close(lock)
    }
}

extension Store {
    /// Opens (and, when new or older, migrates) the SQLite database of a data folder.
    public static func sqlite(in folder: DataFolder, now: Instant) async throws -> Store {
        let store = Store(engine: try SQLiteEngine(path: folder.databasePath))
        try await Migrations.bringUp(store, now: now)
        return store
    }

    /// Opens a database beside the server that owns it, to look it over. It is neither locked nor migrated.
    public static func beside(path: String) throws -> Store { Store(engine: try SQLiteEngine(path: path)) }

    /// The schema's steps that this version knows.
    public static var schema: Set<String> { Set(Migrations.all.map(\.name)) }

    /// Brings a database that was opened beside its folder up to this version's schema.
    public func migrate(now: Instant) async throws { try await Migrations.bringUp(self, now: now) }

    /// A database that lives as long as the value, for tests.
    public static func inMemory(named name: String, now: Instant) async throws -> Store {
        let store = Store(engine: try SQLiteEngine(inMemoryNamed: name))
        try await Migrations.bringUp(store, now: now)
        return store
    }
}
