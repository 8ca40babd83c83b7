import KicauCore
import Testing

@Suite("Captions")
struct CaptionTrackTests {
    func track(_ text: String) throws -> CaptionTrack { try CaptionTrack(reading: text.utf8) }

    static let srt =
        "1\n00:00:01,000 --> 00:00:03,500\nKopi <i>Gayo</i>\ndituang\n\n2\n00:01:02,050 --> 00:01:04,000\nSelesai\n"

    @Test func `are read from SRT, with or without what Windows adds`() throws {
        let wanted = [
            CaptionTrack.Cue(start: 1000, end: 3500, text: "Kopi Gayo\ndituang"),
            CaptionTrack.Cue(start: 62_050, end: 64_000, text: "Selesai"),
        ]

        #expect(try track(Self.srt).cues == wanted)
        #expect(try track("\u{FEFF}" + Self.srt.replacing("\n", with: "\r\n")).cues == wanted)
        #expect(try track(Self.srt.replacing("Kopi", with: "{\\an8}Kopi")).cues == wanted)
    }

    @Test func `are read from WebVTT without its notes, styles, places and marks`() throws {
        let text = """
            WEBVTT - rekaman
            Kind: captions

            STYLE
            ::cue { color: red }

            NOTE bukan kata

            pembuka
            00:01.000 --> 00:03.500 line:0 align:start
            <v.besar Ana>Kopi &amp; <c.gula>gula</c></v> &lt;3

            01:00:00.000 --> 01:00:00.500
            <00:00:01.000>Usai
            """

        #expect(
            try track(text).cues == [
                CaptionTrack.Cue(start: 1000, end: 3500, text: "Ana: Kopi & gula <3"),
                CaptionTrack.Cue(start: 3_600_000, end: 3_600_500, text: "Usai"),
            ])
    }

    @Test func `are written in both forms`() throws {
        let track = CaptionTrack(cues: [
            .init(start: 0, end: 1005, text: "a < b & c --> d"), .init(start: 3_661_000, end: 3_662_000, text: "e\nf"),
        ])

        #expect(
            track.webVTT
                == "WEBVTT\n\n00:00:00.000 --> 00:00:01.005\na &lt; b &amp; c --&gt; d\n\n01:01:01.000 --> 01:01:02.000\ne\nf\n"
        )
        #expect(
            track.srt
                == "1\n00:00:00,000 --> 00:00:01,005\na < b & c -> d\n\n2\n01:01:01,000 --> 01:01:02,000\ne\nf\n")
        #expect(try CaptionTrack(reading: track.webVTT.utf8) == track)
        #expect(track.milliseconds == 3_662_000)
    }

    @Test func `come in the order of their times, and pieces without words are left out`() throws {
        let text =
            "2\n00:00:05,0 --> 00:00:06,0\nDua\n\n1\n00:00:01,5 --> 00:00:02,25\nSatu\n\n3\n00:00:07,000 --> 00:00:08,000\n<b></b>\n"

        #expect(try track(text).cues.map(\.text) == ["Satu", "Dua"])
        #expect(try track(text).cues.map(\.start) == [1500, 5000])
        #expect(try track(text).cues.map(\.end) == [2250, 6000])
    }

    @Test(arguments: [
        ("1\n00:00:01,000 --> 00:00:03\nKopi\n", "2"), ("1\n00:00:03,000 --> 00:00:01,000\nKopi\n", "2"),
        ("WEBVTT\n\nsatu\ndua\n00:01.000 --> 00:02.000\nKopi\n", "4"), ("1\n00:61:00,000 --> 00:62:00,000\nx\n", "2"),
        ("hanya kata", "1"),
    ])
    func `that cannot be read name their line`(text: String, line: String) throws {
        let problem = try #require(throws: Problem.self) { try track(text) }

        #expect(problem.code == .notCaptions)
        #expect(problem.what.values.first == line)
    }

    @Test func `are refused when there are none, too many, too long, too large or no text`() {
        let cue = "00:00:01,000 --> 00:00:02,000\nKopi\n\n"
        let broken: [[UInt8]] = [
            [], Array("WEBVTT\n\n".utf8), [0x31, 0xFF, 0xFE], Array(String(repeating: cue, count: 10_001).utf8),
            Array("00:00:01,000 --> 00:00:02,000\n\(String(repeating: "a", count: 2001))".utf8),
            [UInt8](repeating: 0x20, count: CaptionTrack.mostBytes + 1),
        ]
        for bytes in broken {
            #expect(throws: Problem.self) { try CaptionTrack(reading: bytes) }
        }
    }

    @Test func `are known by how they begin`() {
        #expect(CaptionTrack.begins(Array("\u{FEFF}WEBVTT\n".utf8)))
        #expect(CaptionTrack.begins(Array(Self.srt.utf8.prefix(64))))
        #expect(!CaptionTrack.begins(Array("<svg/>".utf8)))
        #expect(!CaptionTrack.begins([0xFF, 0xD8, 0xFF]))
    }

    @Test(arguments: [
        ("id", true), ("pt-BR", true), ("zh-Hans", true), ("es-419", true), ("ID", false), ("", false),
        ("id_ID", false), ("x\u{22}", false),
    ])
    func `are in a language that has a tag`(tag: String, isOne: Bool) { #expect(Captions.isLanguage(tag) == isOne) }
}
