/// Learns a language model from a corpus: the one that is scanned, or another that the user gives.
public enum Background {
    /// Reads each file once, in the order of their names, on one thread. Of a large corpus a sample is taken.
    ///
    /// - Parameter corpusBytes: about how much text there is; what the files take on disk will do.
    /// - Throws: `CancellationError` only; a file that cannot be read is passed over, as the scan reports it.
    public static func model(of files: [any CorpusFile], corpusBytes: Int64) throws -> KneserNey {
        var counts = NgramCounts(corpusBytes: corpusBytes)
        for file in files.sorted(by: { ($0.name, $0.part) < ($1.name, $1.part) }) {
            do {
                let reader = try file.open(at: nil)
                var records = 0
                while try reader.next({ take($0, &counts) }) {
                    records += 1
                    if records.isMultiple(of: 1_024) { try Task.checkCancellation() }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                continue
            }
        }
        return KneserNey(counts)
    }

    private static func take(_ record: RecordText, _ counts: inout NgramCounts) -> Int {
        let end = record.isJSON ? closing(record) : record.end
        counts.add(record.bytes, from: record.start, to: end, isJSON: record.isJSON)
        return end
    }

    /// The quotation mark that ends a JSON string.
    private static func closing(_ record: RecordText) -> Int {
        var at = record.start
        while at < record.end, record.bytes[at] != UInt8(ascii: "\"") {
            at += record.bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(at, record.end)
    }
}
