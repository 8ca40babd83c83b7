/// Reads captions line by line, in either form.
struct CaptionReader {
    private let lines: [Substring]
    private let isWebVTT: Bool
    private var at = 0

    init(_ text: String) {
        let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let plain = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
        isWebVTT = plain.hasPrefix("WEBVTT")
    }

    mutating func cues() throws(Problem) -> [CaptionTrack.Cue] {
        if isWebVTT { skipWords() }
        var cues: [CaptionTrack.Cue] = []
        while skipBlanks() {
            if isWebVTT, isAside {
                skipWords()
                continue
            }
            if let cue = try cue() { cues.append(cue) }
            guard cues.count <= CaptionTrack.mostCues else { throw Self.tooMany }
        }
        guard !cues.isEmpty else { throw Self.nothing }
        // Both forms want them in order; files that were put together by hand are not always.
        return cues.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
    }

    /// False: there is nothing more.
    private mutating func skipBlanks() -> Bool {
        while at < lines.count, isBlank(lines[at]) { at += 1 }
        return at < lines.count
    }

    private func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    /// A note, or how it should look: of WebVTT alone.
    private var isAside: Bool {
        ["NOTE", "STYLE", "REGION"].contains { name in
            lines[at] == name || lines[at].hasPrefix(name + " ") || lines[at].hasPrefix(name + "\t")
        } && CaptionTime.span(in: lines[at]) == nil
    }

    /// To the end of a block.
    private mutating func skipWords() {
        while at < lines.count, !isBlank(lines[at]), CaptionTime.span(in: lines[at]) == nil { at += 1 }
    }

    /// Nil: nothing is said in it.
    private mutating func cue() throws(Problem) -> CaptionTrack.Cue? {
        // A number or a name may stand before the time.
        if !lines[at].contains("-->") { at += 1 }
        guard at < lines.count, let span = CaptionTime.span(in: lines[at]) else {
            throw Self.noTime(line: min(at, lines.count - 1) + 1)
        }
        at += 1
        let first = at
        while at < lines.count, !isBlank(lines[at]), CaptionTime.span(in: lines[at]) == nil { at += 1 }
        let words = lines[first..<at].joined(separator: "\n")
        guard words.unicodeScalars.count <= CaptionTrack.mostOfCue else { throw Self.tooLong(line: first + 1) }
        let text = CaptionMarks.plain(words, isWebVTT: isWebVTT)
        return text.isEmpty ? nil : .init(start: span.lowerBound, end: span.upperBound, text: text)
    }
}

extension CaptionTrack {
    /// From the bytes of a WebVTT or SRT file, told apart by how they begin.
    /// - Throws: `Problem` `.notCaptions`, with the line that cannot be read.
    public init(reading bytes: some Sequence<UInt8>) throws(Problem) {
        let bytes = Array(bytes.prefix(CaptionTrack.mostBytes + 1))
        guard bytes.count <= CaptionTrack.mostBytes else { throw CaptionReader.tooLarge }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw CaptionReader.notUTF8 }
        var reader = CaptionReader(text)
        self.init(cues: try reader.cues())
    }

    /// Do they look like captions? Of SRT the first lines tell: a number, then a time.
    public static func begins(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).drop { $0 == "\u{FEFF}" || $0.isWhitespace }
        return text.hasPrefix("WEBVTT") || (text.first?.isNumber == true && text.contains("-->"))
    }
}

extension CaptionReader {
    fileprivate static let tooLarge = Problem(
        .notCaptions, "These captions have more than 1 MB.", do: "Upload a WebVTT or SRT file of words alone.",
        field: "captions")
    fileprivate static let notUTF8 = Problem(
        .notCaptions, "This is no text in UTF-8, so no captions can be read from it.",
        do: "Save the captions as WebVTT or SRT, in UTF-8.", field: "captions")
    fileprivate static let nothing = Problem(
        .notCaptions, "No words with a time stand in this file.", do: "Upload captions as WebVTT or SRT.",
        field: "captions")
    fileprivate static let tooMany = Problem(
        .notCaptions, "These captions have more than 10,000 pieces.", do: "Join some of them, then upload them again.",
        field: "captions")

    fileprivate static func noTime(line: Int) -> Problem {
        Problem(
            .notCaptions,
            "Line \(line) of the captions should say from when to when, such as 00:00:01,000 --> 00:00:03,500.",
            do: "Mend that line, or export the captions again as WebVTT or SRT.", field: "captions")
    }

    fileprivate static func tooLong(line: Int) -> Problem {
        Problem(
            .notCaptions,
            "The words from line \(line) of the captions on are more than 2,000 characters at once.",
            do: "Spread them over several pieces, with an empty line between them.", field: "captions")
    }
}
