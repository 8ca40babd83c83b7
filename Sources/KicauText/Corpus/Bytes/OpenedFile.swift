import Foundation

/// Opens a file and looks afterwards what it is and where it lies: before, a link could be put in its place.
package enum OpenedFile {
    /// - Parameter roots: as in `CorpusOptions`.
    package static func descriptor(of path: String, inside roots: [String]?) throws(CorpusFlaw) -> Int32 {
        // A pipe that nobody writes to would be waited for.
        let file = open(path, O_RDONLY | O_CLOEXEC | (roots == nil ? 0 : O_NONBLOCK))
        guard file >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .vanished : .unreadable(words()) }
        if let roots, !lies(file, in: roots) {
            close(file)
            throw .unreadable("it leads out of what may be scanned")
        }
        return file
    }

    static func words() -> String { String(cString: strerror(errno)) }

    private static func lies(_ file: Int32, in roots: [String]) -> Bool {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let real = path(of: file) else {
            return false
        }
        return roots.contains { real == $0 || real.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }

    private static func path(of file: Int32) -> String? {
        var room = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        #if os(Linux)
            guard readlink("/proc/self/fd/\(file)", &room, room.count - 1) > 0 else { return nil }
        #else
            guard fcntl(file, F_GETPATH, &room) == 0 else { return nil }
        #endif
        return room.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    }
}
