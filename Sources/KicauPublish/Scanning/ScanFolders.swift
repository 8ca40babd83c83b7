/// The folders of this machine whose files may be scanned. What lies elsewhere can neither be named nor listed.
public struct ScanFolders: Sendable, Hashable {
    public struct Folder: Sendable, Hashable {
        /// The first part of the names of what lies in it.
        public let label: String
        public let path: String
    }

    public let all: [Folder]
    /// Kicau's own data folder: never read, though it may lie inside.
    let forbidden: String?

    static let longestName = 1_000

    /// - Parameter paths: absolute, each without a slash at its end.
    public init(_ paths: [String], forbidden: String? = nil) {
        var taken: Set<String> = []
        var folders: [Folder] = []
        for path in paths {
            let last = path.split(separator: "/").last.map(String.init) ?? "files"
            var label = last
            var number = 1
            while !taken.insert(label).inserted {
                number += 1
                label = "\(last)-\(number)"
            }
            folders.append(Folder(label: label, path: path))
        }
        all = folders
        self.forbidden = forbidden
    }

    public var isEmpty: Bool { all.isEmpty }

    enum Refusal: Error, Sendable, Hashable {
        /// It is no name of anything below a folder: empty, absolute, with `..` or with odd characters in it.
        case badName
        case noSuchFolder
        case gone
        /// A link leads out of the folder, or into Kicau's own data.
        case outside
    }

    /// Where a name leads when every link on the way is followed.
    ///
    /// - Parameter real: the path without links; nil: nothing is there.
    func path(of name: String, real: (String) -> String?) throws(Refusal) -> String {
        guard ScanFolders.isName(name) else { throw .badName }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard let folder = all.first(where: { $0.label == parts[0] }) else { throw .noSuchFolder }
        guard let root = real(folder.path) else { throw .gone }
        guard let found = real(folder.path + "/" + parts.dropFirst().joined(separator: "/")) else { throw .gone }
        guard ScanFolders.lies(found, in: root), !isForbidden(found, real) else { throw .outside }
        return found
    }

    /// A folder and something in it, with a slash between each two parts.
    private static func isName(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= longestName,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return false }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 2 && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    static func lies(_ path: String, in folder: String) -> Bool {
        folder == "/" ? path != "/" : path.hasPrefix(folder + "/")
    }

    /// Also whoever holds the data folder in it.
    private func isForbidden(_ path: String, _ real: (String) -> String?) -> Bool {
        guard let forbidden, let own = real(forbidden) else { return false }
        return path == own || ScanFolders.lies(path, in: own) || ScanFolders.lies(own, in: path)
    }
}
