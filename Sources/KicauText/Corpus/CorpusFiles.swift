import Foundation

/// The files of a corpus in an order that is always the same: as they were named, and folders by the bytes of their
/// paths.
public struct CorpusFiles: Sendable, Hashable {
    public struct File: Sendable, Hashable {
        public let path: String
        /// 0 for what has none, such as a pipe.
        public let bytes: Int
    }

    /// Standard input, where a path is asked for.
    public static let standardInput = "-"

    public let files: [File]
    /// Paths that cannot be read, found out without opening a file.
    public let flaws: [FoundFlaw]

    /// Looks through folders, not through links to folders. Names that begin with a dot are left out there.
    public init(_ paths: [String]) {
        var walk = Walk()
        for path in paths { walk.add(path, isNamed: true, depth: 0) }
        files = walk.files
        flaws = walk.flaws
    }

    public var bytes: Int { CorpusFiles.sum(files) }

    /// Files with holes may state more than there can be.
    public static func sum(_ files: [File]) -> Int {
        files.reduce(0) { sum, file in
            let (larger, isOver) = sum.addingReportingOverflow(file.bytes)
            return isOver ? .max : larger
        }
    }

    private struct Walk {
        static let deepest = 64
        var files: [File] = []
        var flaws: [FoundFlaw] = []
        private var seen: Set<String> = []

        mutating func add(_ path: String, isNamed: Bool, depth: Int) {
            guard seen.insert(path).inserted else { return }
            if isNamed, path == CorpusFiles.standardInput { return files.append(File(path: path, bytes: 0)) }
            var status = stat()
            guard stat(path, &status) == 0 else {
                return note(errno == ENOENT ? .vanished : .unreadable(String(cString: strerror(errno))), path)
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                if isNamed || !isLink(path) { folder(path, depth) }
            case S_IFREG: files.append(File(path: path, bytes: Int(status.st_size)))
            default:
                // A pipe that was named is meant; one that lies in a folder would be waited for.
                if isNamed { files.append(File(path: path, bytes: 0)) }
            }
        }

        private mutating func folder(_ path: String, _ depth: Int) {
            guard depth < Walk.deepest else { return note(.tooDeep, path) }
            guard let folder = opendir(path) else {
                return note(.unreadable(String(cString: strerror(errno))), path)
            }
            var names: [String] = []
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if !name.hasPrefix(".") { names.append(name) }
            }
            closedir(folder)
            names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for name in names {
                add(path.hasSuffix("/") ? path + name : path + "/" + name, isNamed: false, depth: depth + 1)
            }
        }

        private func isLink(_ path: String) -> Bool {
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
        }

        private mutating func note(_ flaw: CorpusFlaw, _ path: String) {
            flaws.append(FoundFlaw(flaw: flaw, file: path, member: "", byte: nil, record: nil))
        }
    }
}
