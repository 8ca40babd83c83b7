import Foundation

/// WARC and WET (ISO 28500, 1.0 and 1.1): a record for each response, resource or conversion that is text, numbered
/// among all.
final class WarcTexts: TextReader {
    private let window: Window
    private let log: FlawLog
    private var record: Int
    private var part = 0
    /// Where the present record begins in the stream; nil between records.
    private var began: Int?
    /// What of the present record's content was not given yet.
    private var left = 0
    /// Where that begins, counted from the window's start; before it stands what the next piece overlaps.
    private var done = 0
    private var blanking: HTMLBlanking?
    private var blanked = 0
    private let source = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 12)
    private var sourceCount = 0

    init(_ stream: any ByteStream, _ log: FlawLog, record: Int = 0) {
        window = Window(stream)
        self.log = log
        self.record = record
    }

    deinit { source.deallocate() }

    var place: (layers: [Place.Layer], part: Int) {
        let isDone = left == 0
        let byte = isDone ? window.byte(at: window.start + done) : began ?? window.byte(at: window.start)
        let number = began != nil && isDone ? record + 1 : record
        let layer = Place.Layer(kind: .warc, byte: byte, unpacked: 0, index: number)
        return (window.stream.layers(before: byte) + [layer], isDone ? 0 : part)
    }

    func next() throws(CorpusFlaw) -> CorpusText? {
        while true {
            while left == 0 { guard try enter() else { return nil } }
            let forgotten = part == 0 ? 0 : max(0, done - TextPieces.overlap - 4)
            window.start += forgotten
            done -= forgotten
            blanked -= forgotten
            if window.hold(done + min(left, TextPieces.size + 4)) { return give() }
            if window.flaw == nil { log.note(.cutShort, byte: began, record: record) }
            done = min(done, window.count)
            left = window.count - done
            if left > 0 { return give() }
        }
    }

    private func give() -> CorpusText {
        let text = window.bytes + window.start
        let known = min(window.count, done + left)
        if blanking != nil {
            blanking?.blank(text + blanked, known - blanked)
            blanked = known
        }
        let end =
            left <= TextPieces.size
            ? done + left : TextPieces.cut(text, after: done, near: done + TextPieces.size, isJSON: false)
        let start = part == 0 ? done : TextPieces.start(text, before: done, isJSON: false)
        defer {
            left -= end - done
            done = end
            part += 1
        }
        return CorpusText(
            bytes: UnsafeBufferPointer(start: text + start, count: end - start), isJSON: false, record: record,
            part: part, start: window.byte(at: window.start + start), overlap: done - start,
            source: UnsafeBufferPointer(rebasing: source[..<sourceCount]), sourceIsJSON: false)
    }

    /// Goes to the content of the next record; one that holds no text has nothing left.
    private func enter() throws(CorpusFlaw) -> Bool {
        if began != nil { record += 1 }
        window.start += done
        (done, part, blanked, began, blanking) = (0, 0, 0, nil, nil)
        guard try findRecord() else { return false }
        began = window.byte(at: window.start)
        let found = head(after: 0)
        guard let head = found, let length = head.number("Content-Length") else {
            log.note(.badRecord("its head has no end or no length"), byte: began, record: record)
            // The next record is looked for behind what was looked through, or it would be looked through again and
            // again.
            done = found?.count ?? min(WarcHead.longest, window.count)
            return true
        }
        let uri = head.range(of: "WARC-Target-URI") ?? head.range(of: "WARC-Record-ID") ?? 0..<0
        sourceCount = min(uri.count, source.count)
        for index in 0..<sourceCount { source[index] = window.bytes[window.start + uri.lowerBound + index] }
        let type = head.word("WARC-Type")
        let kind = head.word("Content-Type")
        let headCount = head.count
        let isText = type == "conversion" || type == "response" || type == "resource"
        guard isText, length > 0 else {
            try skip(headCount, length)
            return true
        }
        if type == "response", kind.hasPrefix("application/http") {
            try answer(headCount, length)
        } else {
            try content(headCount, length, kind: type == "conversion" ? "text/plain" : kind)
        }
        return true
    }

    private func skip(_ head: Int, _ length: Int) throws(CorpusFlaw) {
        try window.skip(head)
        try window.skip(length)
    }

    private func head(after start: Int) -> WarcHead? {
        var asked = 4096
        while true {
            _ = window.hold(start + asked)
            let bytes = UnsafePointer(window.bytes + window.start + start)
            let there = max(0, min(window.count - start, asked))
            if let head = WarcHead(bytes, there) { return head }
            guard there == asked, asked < WarcHead.longest else { return nil }
            asked *= 2
        }
    }

    /// The answer of a server: its own head is no text.
    private func answer(_ headCount: Int, _ length: Int) throws(CorpusFlaw) {
        guard let http = head(after: headCount), http.count <= length else {
            log.note(.badRecord("its HTTP head has no end"), byte: began, record: record)
            return try skip(headCount, length)
        }
        let coding = http.word("Content-Encoding")
        guard coding.isEmpty || coding == "identity" else {
            log.note(.unsupported("compressed by its server (\(coding))"), byte: began, record: record)
            return try skip(headCount, length)
        }
        try content(headCount + http.count, length - http.count, kind: http.word("Content-Type"))
    }

    private func content(_ headCount: Int, _ length: Int, kind: String) throws(CorpusFlaw) {
        let texts = ["text/", "html", "xml", "json"]
        guard length > 0, kind.isEmpty || texts.contains(where: { kind.contains($0) }) else {
            return try skip(headCount, length)
        }
        done = headCount
        blanked = headCount
        left = length
        if kind.isEmpty || kind.contains("html") || kind.contains("xml") { blanking = HTMLBlanking() }
    }

    /// False: there is no other.
    private func findRecord() throws(CorpusFlaw) -> Bool {
        var isLost = false
        while true {
            repeat {
                while window.count > 0, window.bytes[window.start] <= 0x20 { window.start += 1 }
            } while window.count == 0 && window.more()
            guard window.hold(7) else {
                if window.count == 0 || isLost { window.start = window.end }
                if let flaw = window.flaw { throw flaw }
                guard window.count == 0 else { throw .cutShort }
                return false
            }
            if memcmp(window.bytes + window.start, "WARC/1.", 7) == 0 { return true }
            if !isLost {
                log.note(
                    .badRecord("no WARC record begins where one must"), byte: window.byte(at: window.start),
                    record: record)
            }
            isLost = true
            let rest = window.bytes + window.start
            let line = memchr(rest, 10, window.count).map { UnsafeRawPointer($0) - UnsafeRawPointer(rest) + 1 }
            window.start += line ?? window.count
        }
    }
}
