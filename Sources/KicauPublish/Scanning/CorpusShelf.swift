import Foundation

/// What lies in the folders that may be scanned, one step deep: each file and each folder is a corpus.
public struct Corpus: Sendable, Hashable {
    public let name: String
    public let isFolder: Bool
    public let files: Int
    public let bytes: Int64
    /// It has more files than were counted.
    public let hasMore: Bool

    public init(name: String, isFolder: Bool, files: Int, bytes: Int64, hasMore: Bool = false) {
        self.name = name
        self.isFolder = isFolder
        self.files = files
        self.bytes = bytes
        self.hasMore = hasMore
    }
}

/// Looks the folders through, without following a link out of them.
struct CorpusShelf {
    let folders: ScanFolders

    /// A page that lists more is no help.
    static let mostCorpora = 500
    /// So many files and folders are looked at in all: more would take too long for a page.
    static let mostLooks = 20_000

    func list() -> [Corpus] {
        var left = CorpusShelf.mostLooks
        return folders.all.flatMap { folder in
            names(in: folder.path).prefix(CorpusShelf.mostCorpora).compactMap {
                corpus(folder.label + "/" + $0, &left)
            }
        }
    }

    /// The folders of the setting that are not there.
    func missing() -> [String] { folders.all.map(\.path).filter { realPath($0) == nil } }

    /// Nil: nothing that may be scanned.
    func corpus(_ name: String) -> Corpus? {
        var left = CorpusShelf.mostLooks
        return corpus(name, &left)
    }

    private func corpus(_ name: String, _ left: inout Int) -> Corpus? {
        // What leads outside is not shown, so that nobody learns what is there.
        guard let path = try? folders.path(of: name, real: realPath),  // see above
            let kind = kind(of: path)
        else { return nil }
        switch kind {
        case .file(let bytes): return Corpus(name: name, isFolder: false, files: 1, bytes: bytes)
        case .folder:
            let (files, bytes, hasMore) = count(path, &left)
            return Corpus(name: name, isFolder: true, files: files, bytes: bytes, hasMore: hasMore)
        case .other: return nil
        }
    }

    private enum Kind {
        case file(Int64)
        case folder
        case other
    }

    private func kind(of path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(Int64(status.st_size))
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    private func names(in path: String) -> [String] {
        // A folder that is gone or closed to us has nothing to show; the page says so.
        let names = try? FileManager.default.contentsOfDirectory(atPath: path)  // see above
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    private func count(_ path: String, _ left: inout Int) -> (files: Int, bytes: Int64, hasMore: Bool) {
        var waiting = [path]
        var files = 0
        var bytes: Int64 = 0
        while let folder = waiting.popLast() {
            for name in names(in: folder) {
                guard left > 0 else { return (files, bytes, true) }
                left -= 1
                switch kind(of: folder + "/" + name) {
                case .file(let size):
                    files += 1
                    // A file with holes may state more than there can be.
                    let (sum, isOver) = bytes.addingReportingOverflow(size)
                    bytes = isOver ? .max : sum
                case .folder: waiting.append(folder + "/" + name)
                case .other, nil: break
                }
            }
        }
        return (files, bytes, false)
    }

    /// The same on a thread of its own: a slow disk must not hold up what goes out.
    func listed() async -> [Corpus] {
        await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: list()) }
        }
    }
}
