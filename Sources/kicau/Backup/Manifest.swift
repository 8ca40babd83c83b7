import Foundation
import KicauCore
import KicauStore

/// What a backup holds, in a file of its own beside the rest; written last, so that a backup without one is none.
struct Manifest: Codable, Equatable {
    static let fileName = "manifest.json"
    /// Raised when an older Kicau could not restore what a newer one wrote.
    static let newestFormat = 1

    struct File: Codable, Equatable {
        /// Within the backup: "media/kept/3a7b…".
        let path: String
        let bytes: Int
        let sha256: String
    }

    let format: Int
    /// The version that made it.
    let kicau: String
    let engine: String
    /// The schema's steps the database had gone through.
    let schema: [String]
    /// When it was begun: whatever happened later is not in it.
    let madeMs: Instant
    let made: String
    let counts: [String: Int]
    let hasKey: Bool
    let files: [File]
    /// Pictures that the database names and that were not there.
    let missingPictures: [String]

    var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    private enum CodingKeys: String, CodingKey {
        case format, kicau, engine, schema, made, counts, files
        case madeMs = "made_ms"
        case hasKey = "has_key"
        case missingPictures = "missing_pictures"
    }

    /// - Throws: `Problem` `.badBackup`.
    static func read(in folder: String) throws(Problem) -> Manifest {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(fileName)") else {
            throw Problem(
                .badBackup, "There is no backup in \(folder): it has no \(fileName).",
                do: "Name the folder that `kicau backup` made. One called …unfinished was cut off; take another.")
        }
        let manifest: Manifest
        do {
            manifest = try JSONDecoder().decode(Manifest.self, from: bytes)
        } catch {
            throw Problem(
                .badBackup, "The backup's \(fileName) cannot be read.", do: "Take another backup.", cause: "\(error)")
        }
        guard manifest.format <= newestFormat, Set(manifest.schema).isSubset(of: Store.schema) else {
            throw Problem(
                .newerDatabase, "This backup was made by a newer Kicau (\(manifest.kicau)).",
                do: "Restore it with that version.")
        }
        return manifest
    }

    /// Everything is there, is as long as it was, and has the bytes it had; gives what is wrong.
    func trouble(in folder: String) -> [String] {
        files.compactMap { file in
            guard Manifest.isInside(file.path) else { return "\(file.path) leads out of the backup" }
            let path = "\(folder)/\(file.path)"
            do {
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
                guard size?.intValue == file.bytes else { return "\(file.path) has another length" }
                guard try Digest.hex(ofFileAt: path) == file.sha256 else { return "\(file.path) has other bytes" }
            } catch {
                return "\(file.path) cannot be read"
            }
            return nil
        }
    }

    /// A manifest comes from a disk that others may write to: it must name nothing outside its folder.
    private static func isInside(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/")
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0 != "." && $0 != ".."
            }
    }
}
