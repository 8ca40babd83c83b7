import Foundation
import KicauCore

/// Files that are on the disk when the call returns, or not there at all.
enum SafeFiles {
    /// Makes a folder, lets `fill` fill it under another name beside it, and gives it its own name at the end.
    static func whole<Result>(
        _ path: String, _ fill: (String) async throws -> Result
    ) async throws -> Result {
        let unfinished = "\(path).\(getpid()).unfinished"
        do {
            try FileManager.default.createDirectory(
                atPath: unfinished, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let result = try await fill(unfinished)
            try syncFolders(under: unfinished)
            // An empty folder of this name may be there: rename replaces it, and nothing else.
            guard rename(unfinished, path) == 0 else { throw lastError(path) }
            try sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
            return result
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)  // it is worth nothing: the error counts
            throw error
        }
    }

    static func write(_ bytes: Data, to path: String) throws {
        guard
            FileManager.default.createFile(atPath: path, contents: bytes, attributes: [.posixPermissions: 0o600])
        else { throw lastError(path) }
        try sync(path)
    }

    /// The same file under a second name where the disk is the same, else a copy. Only for files that never change.
    static func linkOrCopy(_ source: String, to path: String) throws {
        if link(source, path) == 0 { return }
        try copy(source, to: path)
    }

    static func copy(_ source: String, to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try FileManager.default.copyItem(atPath: source, toPath: path)
        guard chmod(path, 0o600) == 0 else { throw lastError(path) }
        try sync(path)
    }

    static func sync(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw lastError(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw lastError(path) }
    }

    private static func syncFolders(under path: String) throws {
        try sync(path)
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var isFolder: ObjCBool = false
            let inner = "\(path)/\(name)"
            guard FileManager.default.fileExists(atPath: inner, isDirectory: &isFolder), isFolder.boolValue else {
                continue
            }
            try sync(inner)
        }
    }

    static func isEmptyOrMissing(_ path: String) -> Bool {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).isEmpty
        } catch {
            return !FileManager.default.fileExists(atPath: path)
        }
    }

    private static func lastError(_ path: String) -> Problem {
        let code = errno
        guard code != ENOSPC else {
            return Problem(.diskFull, "The disk of \(path) is full.", do: "Free some space, then try again.")
        }
        return Problem(
            .dataFolderUnusable, "\(path) cannot be written: \(String(cString: strerror(code))).",
            do: "Check the path, its permissions and the disk.")
    }
}
