import Foundation
import KicauPublish
import KicauText

/// The files of a corpus that are scanned, and those that are not.
struct FoundCorpus {
    let paths: [String]
    /// Of those, as they are stored; 0: not known.
    let bytes: Int
    let missing: [String]
    /// Links that lead elsewhere.
    let leftOut: [String]
    /// As in `CorpusOptions`: what was named, without links.
    let roots: [String]?

    /// - Parameter stayInside: a file counts only where it really lies in what was named.
    init(_ named: [String], stayInside: Bool) {
        let found = CorpusFiles(named)
        let roots = stayInside ? named.compactMap(realPath) : nil
        self.roots = roots
        func isInside(_ path: String) -> Bool {
            guard let roots else { return true }
            guard let real = realPath(path) else { return false }
            return roots.contains { real == $0 || real.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
        }
        let inside = found.files.filter { isInside($0.path) }
        paths = inside.map(\.path)
        bytes = CorpusFiles.sum(inside)
        missing = found.flaws.map(\.file)
        leftOut = found.files.map(\.path).filter { !isInside($0) }
    }
}
