import Foundation
public import KicauText

/// A file on the disk, or standard input, of any kind that `CorpusReader` reads.
public struct StoredFile: CorpusFile {
    public let name: String
    private let options: CorpusOptions

    /// - Parameter path: as `CorpusFiles` gives it; "-" is standard input.
    public init(_ path: String, options: CorpusOptions = CorpusOptions()) {
        name = path
        self.options = options
    }

    /// Nil: it is gone or a pipe.
    public var storedBytes: Int64? { status.map { Int64($0.st_size) } }

    public var writtenNS: Int64? {
        // Whatever a tar has set it to: it is only compared.
        status.map { Int64($0.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64($0.st_mtim.tv_nsec) }
    }

    private var status: stat? {
        var status = stat()
        guard name != CorpusFiles.standardInput, stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return status
    }

    public func open(at place: RecordPlace?) throws -> any RecordReader {
        let kept = try place.map { try JSONDecoder().decode(Place.self, from: Data($0.words.utf8)) }
        return Reader(name, CorpusReader([name], options: options, from: kept), place)
    }

    public func seal() throws -> FileSeal {
        guard name != CorpusFiles.standardInput else {
            throw CorpusFault("what is piped in can be read only once; scan a file to have it.")
        }
        return try FileSeal.of(path: name, inside: options.roots)
    }

    private final class Reader: RecordReader {
        private let file: String
        private let corpus: CorpusReader
        private let began: RecordPlace?
        private var text: CorpusText?
        private var noted = Flaws()
        /// Where the present record begins; a long one comes in pieces.
        private var start = (member: "", record: -1, offset: Int64(0))

        init(_ file: String, _ corpus: CorpusReader, _ place: RecordPlace?) {
            self.file = file
            self.corpus = corpus
            began = place
        }

        func next(_ scan: (RecordText) -> Int) throws -> Bool {
            text = corpus.nextText()
            guard let text else { return false }
            guard let bytes = text.bytes.baseAddress else { return true }
            if text.part == 0 || text.record != start.record || corpus.member != start.member {
                start = (corpus.member, text.record, Int64(text.start))
            }
            _ = scan(
                RecordText(
                    bytes, from: 0, to: text.bytes.count, isJSON: text.isJSON, offset: start.offset,
                    shift: Int64(text.start)))
            return true
        }

        var recordName: String? {
            let names = [corpus.member, text.map(Reader.source) ?? ""].filter { !$0.isEmpty }
            return names.isEmpty ? nil : names.joined(separator: "!")
        }

        /// As it is written in JSON, undone.
        private static func source(_ text: CorpusText) -> String {
            let name = String(decoding: text.source, as: UTF8.self)
            guard text.sourceIsJSON else { return name }
            let plain = try? JSONDecoder().decode(String.self, from: Data("\"\(name)\"".utf8))  // then as it is written
            return plain ?? name
        }

        var place: RecordPlace {
            // A reader that has given nothing stands where it began.
            let bytes = try? corpus.place.map { try JSONEncoder().encode($0) }  // numbers and texts can be encoded
            return bytes.map { RecordPlace(String(decoding: $0, as: UTF8.self)) } ?? began ?? RecordPlace("")
        }

        var storedBytesRead: Int64 { Int64(corpus.bytesOfFile) }

        var flaws: Flaws {
            for found in corpus.takeFlaws() {
                noted.note(found.place, "\(found.flaw.what). \(found.flaw.remedy)")
            }
            noted.raise(to: corpus.flawCounts.values.reduce(0, +))
            return noted
        }
    }
}
