import Foundation
public import KicauCore
import KicauStore

/// Where this node scans: what it may read, and where it keeps its checkpoints and reports.
public struct ScanGround: Sendable {
    public let folders: ScanFolders
    /// Where each scan has a folder of its own.
    let home: String
    /// Tells this node's data folder from every other's; nil: it has never scanned and may not.
    let place: String?
    /// So long a scan lies here after its end, with its report; nil: for ever.
    var keepsFor: Duration? = ScanGround.standardStay

    public static let standardStay = Duration.days(90)
    public static let off = ScanGround(folders: ScanFolders([]), home: "", place: nil)

    /// - Parameters:
    ///   - paths: the folders whose files may be scanned.
    ///   - dataFolder: where reports are kept; nothing in it is ever scanned.
    ///   - keepsFor: so long a report lies there; nil: for ever.
    /// - Throws: `Problem` `.dataFolderUnusable`.
    public static func open(
        _ paths: [String], dataFolder: String, keepsFor: Duration? = ScanGround.standardStay, makeName: () -> String
    ) throws(Problem) -> ScanGround {
        let folders = ScanFolders(paths, forbidden: dataFolder)
        let home = dataFolder + "/scans"
        func ground(at place: String?) -> ScanGround {
            ScanGround(folders: folders, home: home, place: place, keepsFor: keepsFor)
        }
        if let kept = FileManager.default.contents(atPath: home + "/place") {
            return ground(at: String(decoding: kept.prefix(64), as: UTF8.self))
        }
        guard !folders.isEmpty else { return ground(at: nil) }
        let place = makeName()
        do {
            try FileManager.default.createDirectory(
                atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(place.utf8).write(to: URL(fileURLWithPath: home + "/place"), options: .atomic)
        } catch {
            throw Problem(
                .dataFolderUnusable, "The folder \(home) for scans cannot be made or written.",
                do: "Check its permissions and that the disk has room.", cause: "\(error)")
        }
        return ground(at: place)
    }

    /// The files of one scan.
    func files(_ folder: String) -> ScanFiles { ScanFiles(folder: home + "/" + folder) }

    /// The scan with what this node's disk says of it.
    func seen(_ row: CorpusScanRow) -> CorpusScan {
        var scan = row.scan
        guard scan.isHere else { return scan }
        scan.isKept = files(row.folder).isKept
        if let keepsFor, let ended = scan.ended, !scan.isKept, !scan.state.isAtWork { scan.goes = ended + keepsFor }
        return scan
    }
}

/// The ground, and what wakes the keeper of scans.
struct Scanning: Sendable {
    let ground: ScanGround
    let bell = Bell()
}

/// What a scan keeps on disk.
struct ScanFiles: Sendable {
    let folder: String

    var posts: String { folder + "/posts.jsonl" }
    /// What its process says: events in JSON, and sentences.
    var log: String { folder + "/events.log" }
    /// As `--output` takes it.
    var output: String { folder + "/found" }
    var lines: String { output + ".jsonl" }
    var page: String { output + ".html" }
    /// Where it is, the scan stays until somebody deletes it.
    private var keepMark: String { folder + "/kept" }

    var isKept: Bool { FileManager.default.fileExists(atPath: keepMark) }

    /// Each scan's folder has the posts that it looks for, from its first moment on.
    var isOurs: Bool { FileManager.default.fileExists(atPath: posts) }

    /// - Throws: `Problem` `.diskFull`.
    func keep(_ isKept: Bool) throws(Problem) {
        guard isKept else {
            try? FileManager.default.removeItem(atPath: keepMark)  // it was not kept
            return
        }
        guard FileManager.default.createFile(atPath: keepMark, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw ScanFiles.noRoom(keepMark, POSIXError(.EIO)) }
    }

    /// - Throws: `Problem` `.diskFull`.
    func make() throws(Problem) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ScanFiles.noRoom(folder, error)
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: folder)  // what stays behind is nobody's and swept
    }

    static func noRoom(_ folder: String, _ error: any Error) -> Problem {
        Problem(
            .diskFull, "The files of the scan could not be written.", do: "Make room on the disk, then start it again.",
            cause: "\(folder): \(error)")
    }
}
