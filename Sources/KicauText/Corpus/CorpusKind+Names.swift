/// What names promise. The bytes decide; a name that says something else is worth a word.
extension CorpusKind {
    typealias Promise = (kinds: Set<CorpusKind>, words: String)

    private static let promises: [(endings: [String], promise: Promise)] = [
        ([".gz", ".tgz"], ([.gzip], "gzip")),
        ([".zst", ".zstd", ".tzst"], ([.zstd], "zstd")),
        ([".tar"], ([.tar], "tar")),
        ([".parquet"], ([.parquet], "Parquet")),
        ([".warc", ".wet"], ([.warc], "WARC")),
        ([".jsonl", ".ndjson"], ([.jsonLines], "JSON Lines")),
    ]

    static func promised(by name: String) -> Promise? {
        let name = name.lowercased()
        return promises.first { $0.endings.contains { name.hasSuffix($0) } }?.promise
    }

    /// The name of what is packed in a file.
    static func inner(_ name: String) -> String {
        for (ending, inner) in [
            (".tgz", ".tar"), (".tzst", ".tar"), (".gz", ""), (".zst", ""), (".zstd", ""),
        ] where name.lowercased().hasSuffix(ending) { return name.dropLast(ending.count) + inner }
        // "x.json.something" promises nothing.
        return ""
    }
}
