/// Opens what holds records, through all that is packed around it.
final class Opener {
    private static let deepest = 4

    let options: CorpusOptions
    let names: FieldNames
    let log: FlawLog

    init(_ options: CorpusOptions, _ log: FlawLog) {
        self.options = options
        self.log = log
        names = FieldNames(options.fields)
    }

    /// Opens by the first bytes. Nil: there is nothing in it.
    func open(_ source: any ByteStream, name: String, depth: Int = 0) throws(CorpusFlaw) -> (any TextReader)? {
        guard depth <= Opener.deepest else { throw .tooDeep }
        let stream = PeekedBytes(source)
        guard !stream.head.isEmpty else {
            // What broke before the first byte says why there is none.
            _ = try stream.read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
            return nil
        }
        let kind = try CorpusKind(firstBytes: stream.head, name: name)
        if let promised = CorpusKind.promised(by: name), !promised.kinds.contains(kind) {
            log.note(.misnamed(promised.words))
        }
        switch kind {
        case .gzip: return try open(GzipBytes(stream), name: CorpusKind.inner(name), depth: depth + 1)
        case .zstd: return try open(ZstdBytes(stream), name: CorpusKind.inner(name), depth: depth + 1)
        case .tar: return TarMembers(stream, self, depth: depth)
        case .parquet:
            if let file = source as? FileBytes, file.size != nil { return try ParquetTexts(file, names, log) }
            return try ParquetTexts(try HeldBytes(stream), names, log, around: source.layers(before: 0))
        case .jsonLines, .warc, .text: return records(kind, stream, 0)
        }
    }

    /// Opens again at a place, without a look at what lies before it.
    func open(_ source: any ByteStream, _ layers: [Place.Layer], depth: Int = 0) throws(CorpusFlaw)
        -> (any TextReader)?
    {
        guard let layer = layers.first else { return nil }
        guard depth <= 2 * Opener.deepest, layer.byte >= 0, layer.unpacked >= 0, layer.index >= 0 else {
            throw .tooDeep
        }
        if layer.kind == .parquet {
            if let file = source as? FileBytes, file.size != nil {
                return try ParquetTexts(file, names, log, row: layer.index)
            }
            let around = source.layers(before: 0)
            return try ParquetTexts(try HeldBytes(source), names, log, row: layer.index, around: around)
        }
        if let file = source as? FileBytes { try file.seek(to: layer.byte) } else { try source.skip(to: layer.byte) }
        let inner = Array(layers.dropFirst())
        switch layer.kind {
        case .gzip: return try open(GzipBytes(source, unpacked: layer.unpacked), inner, depth: depth + 1)
        case .zstd: return try open(ZstdBytes(source, unpacked: layer.unpacked), inner, depth: depth + 1)
        case .tar: return TarMembers(source, self, depth: depth, index: layer.index, inner: inner)
        case .jsonLines, .warc, .text, .parquet: return records(layer.kind, source, layer.index)
        }
    }

    private func records(_ kind: CorpusKind, _ stream: any ByteStream, _ record: Int) -> any TextReader {
        switch kind {
        case .jsonLines: JSONLines(stream, names, log, record: record)
        case .warc: WarcTexts(stream, log, record: record)
        case .text, .gzip, .zstd, .tar, .parquet: PlainTexts(stream, options.textRecords, record: record)
        }
    }
}
