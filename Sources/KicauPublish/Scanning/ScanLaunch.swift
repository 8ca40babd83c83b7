import Foundation
import KicauCore

/// The words that a scan's process is started with.
struct ScanLaunch: Sendable, Hashable {
    let arguments: [String]

    struct Gone: Error, Hashable {
        let name: String
    }

    /// Half of the cores, so that pages and posts have theirs.
    private static var threads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount / 2) }
    /// Of text, in megabytes: at most so much is read again after a kill.
    private static let checkpointEvery = 64

    /// Each name is looked up again: links may have changed since it was asked for.
    init(
        _ order: ScanOrder, _ files: ScanFiles, in folders: ScanFolders, real: (String) -> String? = realPath
    ) throws(Gone) {
        func path(_ name: String) throws(Gone) -> String {
            do { return try folders.path(of: name, real: real) } catch { throw Gone(name: name) }
        }
        var words = ["scan", "files"]
        for name in order.corpora { words.append(try path(name)) }
        words += ["--posts", files.posts, "--output", files.output]
        if let background = order.background { words += ["--background", try path(background)] }
        words += ["--threads", "\(ScanLaunch.threads)", "--checkpoint-every", "\(ScanLaunch.checkpointEvery)"]
        arguments = words + ["--stay-inside", "--json", "--lifeline"]
    }
}
