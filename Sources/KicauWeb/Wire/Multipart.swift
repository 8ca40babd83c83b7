import KicauCore

/// Takes `multipart/form-data` apart as its bytes come in, without keeping more than a boundary's length of a file.
struct Multipart {
    enum Event: Equatable {
        /// A part begins; `filename` is nil for a plain field.
        case began(name: String, filename: String?)
        case bytes([UInt8])
        case ended
    }

    private enum State { case between, headers, body, done }

    private let delimiter: [UInt8]
    private var state = State.between
    /// Begins with a line end, because the first boundary has none before it.
    private var waiting: [UInt8] = [0x0D, 0x0A]
    private var parts = 0

    static let headerLimit = 8192

    /// Reads the boundary out of a content type; nil when it is not multipart or names none.
    init?(contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let boundary = Multipart.parameter("boundary", of: contentType), !boundary.isEmpty,
            boundary.utf8.count <= 70
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// The events these bytes complete.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(Problem) -> [Event] {
        waiting.append(contentsOf: bytes)
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// All bytes came: was the last boundary among them?
    func finish() throws(Problem) {
        guard state == .done else { throw Multipart.broken }
    }

    private mutating func step(_ events: inout [Event]) throws(Problem) -> Bool {
        switch state {
        case .between: try stepBetween()
        case .headers: try stepHeaders(&events)
        case .body: stepBody(&events)
        case .done: false
        }
    }

    /// Looks for a boundary, then for `--` (the end) or a line end (a part).
    private mutating func stepBetween() throws(Problem) -> Bool {
        guard let found = waiting.firstIndex(of: delimiter) else {
            guard waiting.count <= Multipart.headerLimit else { throw Multipart.broken }
            return false
        }
        let after = found + delimiter.count
        guard waiting.count >= after + 2 else { return false }
        if waiting[after] == 0x2D, waiting[after + 1] == 0x2D {
            waiting = []
            state = .done
            return false
        }
        guard waiting[after] == 0x0D, waiting[after + 1] == 0x0A else { throw Multipart.broken }
        parts += 1
        guard parts <= Form.mostFields else { throw Multipart.broken }
        waiting.removeFirst(after + 2)
        state = .headers
        return true
    }

    private mutating func stepHeaders(_ events: inout [Event]) throws(Problem) -> Bool {
        guard let end = waiting.firstIndex(of: Array("\r\n\r\n".utf8)) else {
            guard waiting.count <= Multipart.headerLimit else { throw Multipart.broken }
            return false
        }
        let lines = String(decoding: waiting[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = Multipart.parameter("name", of: String(disposition))
        else { throw Multipart.broken }
        events.append(.began(name: name, filename: Multipart.parameter("filename", of: String(disposition))))
        // The line end stays: an empty part's boundary begins with it.
        waiting.removeFirst(end + 4)
        state = .body
        return true
    }

    private mutating func stepBody(_ events: inout [Event]) -> Bool {
        if let found = waiting.firstIndex(of: delimiter) {
            if found > 0 { events.append(.bytes(Array(waiting[..<found]))) }
            events.append(.ended)
            waiting.removeFirst(found)
            state = .between
            return true
        }
        let safe = waiting.count - delimiter.count
        if safe > 0 {
            events.append(.bytes(Array(waiting[..<safe])))
            waiting.removeFirst(safe)
        }
        return false
    }

    /// `name="value"` or `name=value` after a semicolon. Browsers write `"` inside as `%22`.
    private static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0].filter({ $0 != " " }).lowercased() == name else { continue }
            return halves[1].trimming { $0 == " " || $0 == "\"" }.replacing("%22", with: "\"")
        }
        return nil
    }

    private static var broken: Problem {
        Problem(.badInput, "The form that arrived is not complete.", do: "Go back and send it again.")
    }
}

extension Substring {
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
        var rest = self
        while let first = rest.first, isDropped(first) { rest.removeFirst() }
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest)
    }
}

extension [UInt8] {
    /// Where another run of bytes first begins.
    fileprivate func firstIndex(of run: [UInt8]) -> Int? {
        guard let first = run.first, count >= run.count else { return nil }
        return withUnsafeBufferPointer { bytes in
            var at = 0
            while at <= bytes.count - run.count {
                if bytes[at] == first, bytes[at..<at + run.count].elementsEqual(run) { return at }
                at += 1
            }
            return nil
        }
    }
}
