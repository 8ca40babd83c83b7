import KicauCore
import KicauStore

/// Which files of the media folder may go. Pure: the hands are in MediaSweeper.
struct MediaSweep: Sendable {
    /// Made from the kept files, and made again whenever they are asked for.
    static let fittedAge = Duration.days(2)
    /// Nobody's, or a picture that no post, draft or series was ever saved with.
    static let unusedAge = Duration.days(7)
    /// Uploads that never came to their end.
    static let unfinishedAge = Duration.days(1)

    /// A file as the folder shows it.
    struct File: Sendable, Hashable {
        let name: String
        /// Written, or last used.
        let touched: Instant

        /// The kept file that it is, or was made of.
        var origin: String? {
            let name = self.name.prefix(64)
            return NamedFiles.isName(name) ? String(name) : nil
        }
    }

    let now: Instant

    func isOld(_ file: File, _ age: Duration) -> Bool { file.touched < now - age }

    /// - Parameters:
    ///   - needed: the files that deliveries under way bring.
    ///   - granted: the places that networks may still fetch.
    func fitted(_ files: [File], needed: Set<String>, granted: Set<String>) -> [File] {
        files.filter { file in
            guard isOld(file, MediaSweep.fittedAge), let origin = file.origin else { return false }
            return !needed.contains(origin) && !granted.contains("fitted/\(file.name)")
        }
    }

    func unfinished(_ files: [File]) -> [File] { files.filter { isOld($0, MediaSweep.unfinishedAge) } }

    /// Kept files and their small pictures, if no workspace has them: to be asked about.
    func doubtful(_ files: [File]) -> [File] {
        files.filter { isOld($0, MediaSweep.unusedAge) && $0.origin != nil }
    }
}
