import Foundation

/// A corpus in memory: JSON Lines whose objects are `{"text":"…"}`. For the self-test and for tests.
struct MemoryLines: CorpusFile {
    let name: String
    let contents: [UInt8]
    private(set) var part = 0
    /// The part of the contents that is read.
    private var lines: Range<Int>
    /// Called before each record; what it throws ends the reading.
    var interrupt: @Sendable () throws -> Void = {}

    static let opening = Array("{\"text\":\"".utf8)

    init(name: String, texts: some Sequence<String>) {
        let encoder = JSONEncoder()
        let contents = texts.reduce(into: [UInt8]()) { lines, text in
            // A String can always be encoded.
            let string = (try? encoder.encode(text)) ?? Data("\"\"".utf8)  // never: see above
            lines += MemoryLines.opening.dropLast() + string + Array("}\n".utf8)
        }
        self.init(name: name, contents: contents)
    }

    init(name: String, contents: [UInt8]) {
        self.name = name
        self.contents = contents
        lines = 0..<contents.count
    }

    /// Where its lines begin.
    var offsets: [Int64] {
        contents.indices.filter { $0 == 0 || contents[$0 - 1] == 0x0A }.map(Int64.init)
    }

    /// The same lines in so many files, so that as many threads have work; places stay those in the whole.
    func pieces(_ count: Int) -> [MemoryLines] {
        let borders = (0...count).map { number -> Int in
            let at = contents.count * number / count
            return number == 0 ? 0 : (contents[max(0, at - 1)...].firstIndex(of: 0x0A) ?? contents.count - 1) + 1
        }
        return (0..<count).map { number in
            var piece = self
            piece.part = number
            piece.lines = borders[number]..<borders[number + 1]
            return piece
        }
    }

    var storedBytes: Int64? { Int64(lines.count) }
    func open(at place: RecordPlace?) -> any RecordReader {
        Reader(self, at: place.flatMap { Int($0.words) } ?? lines.lowerBound)
    }
    func seal() -> FileSeal { FileSeal(of: Data(contents)) }

    private final class Reader: RecordReader {
        private let file: MemoryLines
        private var at: Int
        private(set) var flaws = Flaws()

        init(_ file: MemoryLines, at place: Int) {
            self.file = file
            at = place
        }

        var recordName: String? { nil }
        var place: RecordPlace { RecordPlace("\(at)") }
        var storedBytesRead: Int64 { Int64(at - file.lines.lowerBound) }

        func next(_ scan: (RecordText) -> Int) throws -> Bool {
            guard at < file.lines.upperBound else { return false }
            try file.interrupt()
            file.contents.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                if !bytes[at...].starts(with: MemoryLines.opening) {
                    flaws.note("\(file.name), byte \(at)", "is no object with a text.")
                } else {
                    let from = at + MemoryLines.opening.count
                    _ = scan(
                        RecordText(base, from: from, to: bytes.count, isJSON: true, offset: Int64(at), shift: 0))
                }
                at = (bytes[at...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
            }
            return true
        }
    }
}
