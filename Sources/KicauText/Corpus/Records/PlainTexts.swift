import Foundation

/// Plain text: a record a paragraph, or one for the whole.
final class PlainTexts: TextReader {
    private let window: Window
    private let isWhole: Bool
    private var record: Int
    private var part = 0
    /// Where the present record begins in the stream; nil between records.
    private var began: Int?
    /// What of the record was given, and where its last piece ends, counted from the window's start.
    private var done = 0
    /// What may be forgotten once the text that was given last is done with.
    private var owed = 0

    init(_ stream: any ByteStream, _ records: CorpusOptions.TextRecords, record: Int = 0) {
        window = Window(stream)
        isWhole = records == .wholeFile
        self.record = record
    }

    var place: (layers: [Place.Layer], part: Int) {
        let byte = began ?? window.byte(at: window.start + owed)
        let layer = Place.Layer(kind: .text, byte: byte, unpacked: 0, index: record)
        return (window.stream.layers(before: byte) + [layer], began == nil ? 0 : part)
    }

    func next() throws(CorpusFlaw) -> CorpusText? {
        window.start += owed
        owed = 0
        if began == nil { skipEmptyLines() }
        var searched = done
        while true {
            let limit = min(window.count, done + TextPieces.size)
            if !isWhole, let end = paragraphEnd(from: &searched, to: limit) { return give(to: end, isLast: true) }
            if window.count >= done + TextPieces.size + 4 {
                return give(to: cut(near: limit), isLast: false)
            }
            if window.more() { continue }
            if window.count > done { return give(to: window.count, isLast: true) }
            if let flaw = window.flaw { throw flaw }
            return nil
        }
    }

    private var text: UnsafePointer<UInt8> { UnsafePointer(window.bytes + window.start) }

    private func cut(near place: Int) -> Int { TextPieces.cut(text, after: done, near: place, isJSON: false) }

    private func skipEmptyLines() {
        repeat {
            while window.count > 0, PlainTexts.isBreak(window.bytes[window.start]) { window.start += 1 }
        } while window.count == 0 && window.more()
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    /// Where two line ends follow each other. What must be looked at once more when there is more is left in `start`:
    /// where a record ends must not hang on how the bytes came.
    private func paragraphEnd(from start: inout Int, to end: Int) -> Int? {
        var at = start
        defer { start = at }
        while at < end, let found = memchr(text + at, 10, end - at) {
            let line = UnsafeRawPointer(found) - UnsafeRawPointer(text)
            var next = line + 1
            while next < end, text[next] == 13 || text[next] == 32 || text[next] == 9 { next += 1 }
            if next == end {
                at = line
                return nil
            }
            if text[next] == 10 { return next + 1 }
            at = next
        }
        at = end
        return nil
    }

    private func give(to end: Int, isLast: Bool) -> CorpusText {
        let start = done == 0 ? 0 : TextPieces.start(text, before: done, isJSON: false)
        if began == nil { began = window.byte(at: window.start) }
        let given = CorpusText(
            bytes: UnsafeBufferPointer(start: text + start, count: end - start), isJSON: false, record: record,
            part: part, start: window.byte(at: window.start + start), overlap: done - start,
            source: UnsafeBufferPointer(start: text, count: 0), sourceIsJSON: false)
        if isLast {
            owed = end
            done = 0
            began = nil
            record += 1
            part = 0
        } else {
            owed = max(0, end - TextPieces.overlap - 4)
            done = end - owed
            part += 1
        }
        return given
    }
}
