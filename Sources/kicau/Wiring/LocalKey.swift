import Foundation
import KicauCore
import KicauStore
import Logging
import ServiceLifecycle

/// Leaves a key for the command line beside the data, readable by its owner only, as long as the server runs.
struct LocalKey: Service {
    let store: Store
    let time: any TimeSource
    let path: String
    let url: String
    let log: Logger

    static let keyName = "Command line on this machine"

    /// Where nodes share a database, each machine has a key of its own.
    private var name: String {
        store.isShared
            ? "Command line on \(ProcessInfo.processInfo.hostName) \(path.utf8.count > 40 ? String(path.suffix(40)) : path)"
            : LocalKey.keyName
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await leave() { break }
                // Nobody has set Kicau up yet.
                await Task.rest(for: .seconds(1))
            }
        }
        try await gracefulShutdown()
        unlink(path)
    }

    private func leave() async -> Bool {
        do {
            let key = "kicau_" + Secret.make()
            let now = time.now()
            let made = try await store.write { [name] tx in
                guard let workspace = try tx.allWorkspaces().first else { return false }
                for old in try tx.keys(of: workspace.id) where old.name == name {
                    _ = try tx.revokeKey(old.id, in: workspace.id, at: now)
                }
                try tx.addKey(
                    name: name, prefix: String(key.prefix(12)), keySHA256: Digest.hex(key), role: .admin,
                    in: workspace.id, at: now)
                return true
            }
            guard made else { return false }
            let text = try JSONText.encode(["url": url, "key": key])
            unlink(path)
            return FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        } catch {
            log.error("the command line's key could not be written", metadata: ["error": "\(error)"])
            return true
        }
    }
}
