import Foundation
import KicauCore
import KicauStore

/// The demo's folder: is it new, filled, or was its filling cut off?
struct DemoFolder: Sendable {
    let path: String
    let port: Int

    enum Start: Sendable {
        case fresh
        /// An earlier start was stopped while it filled the folder: all of it is gone, and filled anew.
        case anew
        case filled

        var sentence: String {
            switch self {
            case .fresh: "First start: filling it with ninety days of a coffee house. This takes some seconds."
            case .anew:
                "The last start was cut off while it filled the folder, so it begins anew. This takes some seconds."
            case .filled: "Going on where it stopped."
            }
        }
    }

    /// The setting that tells a demo's database, and how far its filling came.
    static let mark = "demo_seeded"
    static let begun = "begun"
    static let done = "done"
    /// The port it was filled for: accounts know their servers by it.
    static let portMark = "demo_port"

    /// - Throws: `Problem` when a real Kicau lives there, or another process has the folder.
    func prepare() async throws -> Start {
        let folder = try DataFolder(path)
        defer { folder.unlock() }
        guard FileManager.default.fileExists(atPath: folder.databasePath) else {
            try clear(folder)
            return .fresh
        }
        let (mark, filledFor, people) = try await look(folder)
        switch mark {
        case DemoFolder.done:
            guard filledFor == String(port) else {
                throw Problem(
                    .badSetting,
                    "This demo was filled for port \(filledFor ?? "?"), and its accounts live on the ports after it.",
                    do: "Start it with that port, or choose another folder with --data.", field: "port")
            }
            return .filled
        case DemoFolder.begun:
            try clear(folder)
            return .anew
        default:  // text from a database, not one of our own enums
            guard people == 0 else {
                throw Problem(
                    .dataFolderUnusable, "The folder \(path) holds a real Kicau, not a demo.",
                    do: "Choose another folder with --data; this one was not touched.", field: "data")
            }
            try clear(folder)
            return .fresh
        }
    }

    private func look(_ folder: DataFolder) async throws -> (mark: String?, port: String?, people: Int) {
        let store = try await Store.sqlite(in: folder, now: SystemTime().now())
        let found = try await store.read {
            (try $0.setting(DemoFolder.mark), try $0.setting(DemoFolder.portMark), try $0.countUsers())
        }
        try store.close()
        return found
    }

    /// Takes away what the demo made; the lock stays.
    private func clear(_ folder: DataFolder) throws {
        let database = folder.databasePath
        for path in [database, database + "-wal", database + "-shm", folder.mediaPath, path + "/networks"] {
            guard FileManager.default.fileExists(atPath: path) else { continue }
            do {
                try FileManager.default.removeItem(atPath: path)
            } catch {
                throw Problem(
                    .dataFolderUnusable, "The old demo in \(self.path) could not be taken away.",
                    do: "Remove the folder by hand, then start again.", cause: "\(error)")
            }
        }
    }
}
