import Foundation
import KicauCore
import ServiceLifecycle

/// Where the networks' states lie between runs: one JSON file each.
struct StateShelf: Sendable {
    let folder: String?

    init(folder: String?) throws {
        self.folder = folder
        guard let folder else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Nil when nothing was kept. Throws a `Problem` when it cannot be understood.
    func load(_ platform: String) throws -> SavedGround? {
        guard let folder else { return nil }
        let path = "\(folder)/\(platform).json"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(SavedGround.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw Problem(
                .dataFolderUnusable, "The rehearsal network's file \(path) cannot be read.",
                do: "Remove the file; the network then starts afresh.", cause: "\(error)"
            )
        }
    }

    func save(_ saved: SavedGround, _ platform: String) throws {
        guard let folder else { return }
        let url = URL(fileURLWithPath: "\(folder)/\(platform).json")
        try JSONEncoder().encode(saved).write(to: url, options: .atomic)
    }
}

/// Saves one network's state soon after each change, and once more at the end.
struct Keeper: Service {
    let ground: Ground
    let folder: String?

    func run() async throws {
        let shelf = try StateShelf(folder: folder)
        for await _ in ground.changes.cancelOnGracefulShutdown() {
            guard folder != nil else { continue }
            // Changes come in flocks: wait for the rest.
            await Task.rest(for: .milliseconds(100))
            try shelf.save(ground.saved(), ground.platform)
        }
        try shelf.save(ground.saved(), ground.platform)
    }
}
