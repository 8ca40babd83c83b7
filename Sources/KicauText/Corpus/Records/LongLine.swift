import Foundation

/// A line of JSON that is too long to be held, read with a window that slides over it. Which of its fields are texts
/// must be known when they come, so without names that are strict all strings are.
final class LongLine {
    private enum State { case tokens, inText, skipping, done }

    /// Where the line begins.
    let byte: Int
    private let window: Window
    private let names: FieldNames
    private let log: FlawLog
    private let record: Int
    private var state = State.tokens
    /// This and all places below are counted from the window's start.
    private var walk = JSONWalk()
    private var role = FieldNames.Role.other
    /// The text that is being given: what of it is done, where its piece begins, and where it ends if that is known.
    private var text = (begin: 0, done: 0, close: Int?.none)
    private var searched = 0
    private var newline: Int?

    init(_ window: Window, _ names: FieldNames, _ log: FlawLog, record: Int) {
        self.window = window
        self.names = names
        self.log = log
        self.record = record
        byte = window.byte(at: window.start)
    }

    var isDone: Bool { state == .done }

    func next(record: Int, part: Int) -> CorpusText? {
        while true {
            switch state {
            case .done: return nil
            case .skipping: skip()
            case .tokens: token()
            case .inText:
                guard let range = piece() else { continue }
                let start = range.lowerBound
                return CorpusText(
                    bytes: UnsafeBufferPointer(start: line + start, count: range.count), isJSON: true, record: record,
                    part: part, start: window.byte(at: window.start + start), overlap: text.begin - start,
                    source: UnsafeBufferPointer(start: line, count: 0), sourceIsJSON: true)
            }
        }
    }

    private var line: UnsafePointer<UInt8> { UnsafePointer(window.bytes + window.start) }

    /// Up to where the line reaches in the window.
    private func limit() -> Int {
        if let newline { return newline }
        if window.count > searched, let found = memchr(line + searched, 10, window.count - searched) {
            newline = UnsafeRawPointer(found) - UnsafeRawPointer(line)
        }
        searched = window.count
        return newline ?? window.count
    }

    private var hasEnd: Bool { newline != nil || window.isAtEnd }

    private func forget(_ count: Int) {
        window.start += count
        walk.at -= count
        searched -= count
        text.begin -= count
        text.done -= count
        text.close = text.close.map { $0 - count }
        newline = newline.map { $0 - count }
    }

    private func token() {
        let end = limit()
        let before = walk
        switch walk.next(line, to: end) {
        case .key(let start, let close): role = names.role(line + start, close - start)
        case .string(let start, let close): if isWanted, close > start { enter(start, close) }
        case .bracket: break
        case .atom(_, let after):
            guard after == end, !hasEnd else { break }
            walk = before
            if !further() { giveUp("a number of over 8 MiB") }
        case .openString(let start): openString(start)
        case .end:
            if hasEnd {
                if !walk.isWhole { note("it ends too early") }
                finish()
            } else if !further() {
                giveUp("it is not JSON")
            }
        case .bad(let reason): giveUp(reason)
        }
    }

    private func openString(_ start: Int) {
        guard hasEnd || !further() else { return }
        if walk.isInKey || !isWanted && hasEnd {
            giveUp(walk.isInKey ? "a key without an end" : "it ends inside a string")
        } else {
            enter(start, nil)
        }
    }

    private var isWanted: Bool {
        if case .text = role { return true }
        return !names.isStrict
    }

    /// Slides the window on, to the next token. False: that alone fills it.
    private func further() -> Bool {
        forget(walk.at)
        return window.more() || window.isAtEnd
    }

    private func enter(_ start: Int, _ close: Int?) {
        text = (start, start, close)
        state = .inText
    }

    /// The next piece of the text; nil when there is none, or not yet.
    private func piece() -> Range<Int>? {
        if text.close == nil {
            text.close = JSONWalk.closingQuote(line, from: text.done, to: limit())
        }
        let isLast = text.close.map { $0 - text.done <= TextPieces.size } ?? false
        let available = (text.close ?? limit()) - text.done
        if !isLast, available < TextPieces.size + 16, !hasEnd {
            forget(max(0, min(text.done, text.done - TextPieces.overlap - 64)))
            if window.more() { return nil }
            guard window.isAtEnd else {
                giveUp("it cannot be cut")
                return nil
            }
        }
        return take(isLast: isLast || hasEnd && text.close == nil && available <= TextPieces.size, available)
    }

    private func take(isLast: Bool, _ available: Int) -> Range<Int>? {
        let begin = text.begin
        let start =
            text.done == begin
            ? begin
            : begin
                + TextPieces.start(
                    line + begin, before: text.done - begin, isJSON: true)
        let end =
            isLast
            ? text.done + available
            : TextPieces.cut(line, after: text.done, near: text.done + TextPieces.size, isJSON: true)
        let isWanted = isWanted
        text.begin = text.done
        text.done = end
        if isLast { leave(at: end) }
        return isWanted && end > start ? start..<end : nil
    }

    private func leave(at end: Int) {
        if text.close == nil {
            giveUp("it ends inside a string")
        } else {
            walk.stringEnded(at: end + 1)
            state = .tokens
        }
    }

    private func note(_ reason: String) {
        log.note(.badRecord(reason), byte: window.byte(at: window.start + walk.at), record: record)
    }

    /// Nothing more of the line is understood.
    private func giveUp(_ reason: String) {
        note(reason)
        state = .skipping
    }

    private func skip() {
        let end = limit()
        if hasEnd { return finish() }
        walk.at = end
        if !further() { finish() }
    }

    private func finish() {
        let end = limit()
        forget(newline == nil ? end : end + 1)
        state = .done
    }
}
