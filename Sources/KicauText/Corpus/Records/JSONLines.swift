import Foundation

/// JSON Lines: a record a line, its number that of the line. A broken line is counted, and what it holds up to the
/// break is given.
final class JSONLines: TextReader {
    private let window: Window
    private let names: FieldNames
    private let log: FlawLog
    private var fields = JSONFields()
    private var record: Int
    /// How many bytes the present line has, with its end; nil between lines.
    private var length: Int?
    private var long: LongLine?
    private var given = 0
    private var pieces: TextPieces?
    private var part = 0

    init(_ stream: any ByteStream, _ names: FieldNames, _ log: FlawLog, record: Int = 0, longest: Int = Window.most) {
        window = Window(stream, most: longest)
        self.names = names
        self.log = log
        self.record = record
    }

    var place: (layers: [Place.Layer], part: Int) {
        let isDone = long?.isDone ?? (given == fields.texts.count && pieces == nil)
        let isBetween = length == nil && long == nil || isDone
        let byte = long.map { isDone ? window.byte(at: window.start) : $0.byte }
        let next = byte ?? window.byte(at: window.start + (isDone ? length ?? 0 : 0))
        let number = length == nil && long == nil ? record : record + (isDone ? 1 : 0)
        let layer = Place.Layer(kind: .jsonLines, byte: next, unpacked: 0, index: number)
        return (window.stream.layers(before: next) + [layer], isBetween ? 0 : part)
    }

    func next() throws(CorpusFlaw) -> CorpusText? {
        while true {
            if let text = long?.next(record: record, part: part) ?? piece() {
                part += 1
                return text
            }
            leave()
            guard try enter() else { return nil }
        }
    }

    private func piece() -> CorpusText? {
        while given < fields.texts.count {
            let field = fields.texts[given]
            let line = window.bytes + window.start
            var cuts = pieces ?? TextPieces(count: field.count, isJSON: true)
            guard let (range, overlap) = cuts.next(line + field.start) else {
                pieces = nil
                given += 1
                continue
            }
            if range.upperBound == field.count {
                pieces = nil
                given += 1
            } else {
                pieces = cuts
            }
            let start = field.start + range.lowerBound
            return CorpusText(
                bytes: UnsafeBufferPointer(start: line + start, count: range.count), isJSON: true, record: record,
                part: part, start: window.byte(at: window.start + start), overlap: overlap,
                source: UnsafeBufferPointer(start: line + fields.source.start, count: fields.source.count),
                sourceIsJSON: true)
        }
        return nil
    }

    private func leave() {
        guard length != nil || long != nil else { return }
        window.start += length ?? 0
        length = nil
        long = nil
        record += 1
        part = 0
        given = 0
        fields.texts.removeAll(keepingCapacity: true)
    }

    private func enter() throws(CorpusFlaw) -> Bool {
        var searched = 0
        while true {
            let line = window.bytes + window.start
            if window.count > searched, let newline = memchr(line + searched, 10, window.count - searched) {
                read(UnsafeRawPointer(newline) - UnsafeRawPointer(line))
                length = (length ?? 0) + 1
                return true
            }
            searched = window.count
            if window.more() { continue }
            guard window.isAtEnd else {
                long = LongLine(window, names, log, record: record)
                return true
            }
            guard window.count > 0 else {
                if let flaw = window.flaw { throw flaw }
                return false
            }
            read(window.count)
            return true
        }
    }

    private func read(_ count: Int) {
        length = count
        let line = UnsafePointer(window.bytes + window.start)
        let isFirst = window.byte(at: window.start) == 0
        guard let fault = fields.read(line, count, names, isFirst: isFirst) else { return }
        log.note(.badRecord(fault.reason), byte: window.byte(at: window.start + fault.at), record: record)
    }
}
