import KicauCore
import KicauText

extension CorpusScans {
    /// Every name leads to something that is there and may be scanned; none is there twice.
    func checked(_ ask: ScanAsk) throws(Problem) -> ScanAsk {
        var corpora: [String] = []
        for name in ask.corpora where !corpora.contains(name) { corpora.append(name) }
        guard !corpora.isEmpty else {
            throw Problem(
                .badInput, "Nothing was chosen to be scanned.", do: "Choose at least one file or folder.",
                field: "corpora")
        }
        guard corpora.count <= CorpusScans.mostCorpora else {
            throw Problem(
                .tooLong, "A scan takes \(CorpusScans.mostCorpora) files and folders at most.",
                do: "Choose fewer, or put them into one folder.", field: "corpora")
        }
        for name in corpora { try check(name, "corpora") }
        if let background = ask.background { try check(background, "background") }
        return ScanAsk(corpora: corpora, background: ask.background)
    }

    private func check(_ name: String, _ field: String) throws(Problem) {
        do {
            _ = try kit.scanning.ground.folders.path(of: name, real: realPath)
        } catch {
            throw CorpusScans.problem(error, String(name.prefix(100)), field)
        }
        // What the list leaves out, such as a pipe, cannot be named either.
        guard CorpusShelf(folders: kit.scanning.ground.folders).corpus(name) != nil else {
            throw CorpusScans.problem(.gone, String(name.prefix(100)), field)
        }
    }

    private static func problem(_ refusal: ScanFolders.Refusal, _ name: String, _ field: String) -> Problem {
        switch refusal {
        case .badName, .noSuchFolder:
            Problem(
                .badInput, "\"\(name)\" is not in a folder that may be scanned.",
                do: "Choose from the list: a folder's name, a slash, and what lies in it.", field: field)
        case .gone:
            Problem(
                .notFound, "\"\(name)\" is not there any more, or cannot be read.",
                do: "Reload the page and choose again.",
                field: field)
        case .outside:
            Problem(
                .notAllowed, "\"\(name)\" leads out of the folders that may be scanned.",
                do: "Put the files themselves into the folder, not a link to them.", field: field)
        }
    }

    static let notSet = Problem(
        .notPossibleNow, "No folder of this server may be scanned.",
        do: "Whoever runs the server can name one with the setting scan_folders.")
    static let busy = Problem(
        .notPossibleNow, "A scan runs on this server already, and there is one at a time.",
        do: "Wait until it is done, or stop it.")
    static let notHere = Problem(.notFound, "This scan is not here.", do: "Choose one out of the list of scans.")
    static let reportGone = Problem(
        .notFound, "The report's file is not in the data folder any more.",
        do: "Bring it back from a copy of the data folder, or scan again.")
    static let worksStill = Problem(
        .notPossibleNow, "This scan is not over yet, so it can be neither kept nor deleted.",
        do: "Wait until it is done, or stop it.")
    static let nothingLongEnough = Problem(
        .notPossibleNow,
        "No post that this workspace has published has a text of at least \(PostScanner.least) letters, and a picture cannot be looked for.",
        do: "Look again when there are posts with more text.")
    static let nothingPublished = Problem(
        .notPossibleNow, "This workspace has published nothing yet, so there is nothing to look for.",
        do: "Publish first, or look for posts of other programs with `kicau scan`.")
}
