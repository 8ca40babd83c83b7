import Foundation
import KicauCore

/// The folder a proof runs in: its own, away from every real Kicau, and gone afterwards unless something was wrong.
struct ProofGround: Sendable {
    let path: String
    let disk: SmallDisk?

    private var house: String { path + "/data" }

    init(for order: ProofOrder) throws(Problem) {
        path = FileManager.default.temporaryDirectory.path + "/kicau-proof-\(getpid())-\(Secret.make().prefix(6))"
        let house = path + "/data"
        do {
            try FileManager.default.createDirectory(
                atPath: house, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Problem(
                .dataFolderUnusable, "The folder \(path) for the proof cannot be made.",
                do: "Set TMPDIR to a folder that can be written.", cause: "\(error)")
        }
        disk = SmallDisk.mounted(at: house, megabytes: 96 + order.deliveries / 16)
    }

    /// A node's data folder. The pictures are one for all.
    func folder(of node: Int) throws -> String {
        let folder = "\(house)/node-\(node + 1)"
        guard node > 0 else { return folder }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/media", withDestinationPath: "\(house)/node-1/media")
        return folder
    }

    func log(of node: Int) -> String { "\(path)/node-\(node + 1).log" }

    func remove() {
        disk?.unmount()
        try? FileManager.default.removeItem(atPath: path)  // the system empties its own folder
    }

    /// Something was wrong: what a small disk holds would be gone with this process.
    func keep() {
        guard let disk else { return }
        try? FileManager.default.copyItem(atPath: disk.path, toPath: path + "/kept")  // a failed copy leaves the logs
        disk.unmount()
    }
}
