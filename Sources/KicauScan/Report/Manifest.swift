/// The files of a corpus as they were scanned; the parts of each put together.
struct Manifest {
    struct File {
        let name: String
        var records: Int64 = 0
        var textBytes: Int64 = 0
        var flaws = Flaws()
        var seal: FileSeal?
    }

    /// By name.
    let files: [File]

    init(_ ledger: ScanLedger) {
        var files: [String: File] = [:]
        // In the order of parts, so that flaws stand as they do in the file.
        for record in ledger.files.values.sorted(by: { ($0.name, $0.part) < ($1.name, $1.part) }) {
            var file = files[record.name] ?? File(name: record.name)
            file.records += record.records
            file.textBytes += record.textBytes
            file.flaws.add(record.flaws)
            file.seal = file.seal ?? record.seal
            files[record.name] = file
        }
        self.files = files.keys.sorted().compactMap { files[$0] }
    }

    var records: Int64 { files.reduce(0) { $0 + $1.records } }
    var textBytes: Int64 { files.reduce(0) { $0 + $1.textBytes } }
    var flaws: Int { files.reduce(0) { $0 + $1.flaws.count } }
}
