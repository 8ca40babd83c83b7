/// The words of captions, each with the span of time they are shown for.
public struct CaptionTrack: Hashable, Sendable {
    public struct Cue: Hashable, Sendable {
        /// In milliseconds from the video's beginning.
        public let start: Int
        public let end: Int
        /// One line or more, none of them empty; plain, without any marks.
        public let text: String

        public init(start: Int, end: Int, text: String) {
            self.start = start
            self.end = end
            self.text = text
        }
    }

    /// In the order of their beginnings.
    public let cues: [Cue]

    public init(cues: [Cue]) { self.cues = cues }

    public static let mostBytes = 1 << 20
    static let mostCues = 10_000
    static let mostOfCue = 2_000

    /// When its last words go away.
    public var milliseconds: Int { cues.map(\.end).max() ?? 0 }
}

extension CaptionTrack {
    /// As Web players and some networks read it.
    public var webVTT: String {
        "WEBVTT\n"
            + cues.map { cue in
                "\n\(CaptionTime(cue.start, mark: ".").text) --> \(CaptionTime(cue.end, mark: ".").text)\n"
                    + CaptionMarks.escaped(cue.text) + "\n"
            }.joined()
    }

    /// SubRip, as most networks ask for.
    public var srt: String {
        cues.enumerated().map { place, cue in
            "\(place + 1)\n\(CaptionTime(cue.start, mark: ",").text) --> \(CaptionTime(cue.end, mark: ",").text)\n"
                + cue.text.replacing("-->", with: "->") + "\n"
        }.joined(separator: "\n")
    }
}
