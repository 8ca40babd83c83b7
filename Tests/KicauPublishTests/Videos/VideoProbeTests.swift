import KicauCore
import Subprocess
import Testing

@testable import KicauPublish

@Suite("What ffprobe says of a video")
struct VideoProbeTests {
    func answer(_ film: JSONValue, more: [JSONValue] = [], seconds: JSONValue = "12.48") -> JSONValue {
        ["streams": .array([film] + more), "format": ["duration": seconds]]
    }

    let film: JSONValue = [
        "codec_type": "video", "codec_name": "h264", "pix_fmt": "yuv420p", "width": 1920, "height": 1080,
        "avg_frame_rate": "30000/1001", "field_order": "progressive", "duration": "12.512",
    ]

    @Test func `is read with its length, its pace and its sound`() throws {
        let sound: JSONValue = ["codec_type": "audio", "codec_name": "aac"]

        let probe = try #require(VideoProbe(answer(film, more: [sound]), bytes: 3_000_000))

        #expect(probe.codec == "h264" && probe.soundCodec == "aac")
        #expect(probe.size == PixelSize(width: 1920, height: 1080))
        #expect(probe.milliseconds == 12_512 && probe.milliFPS == 29_970)
        #expect(probe.bitsPerSecond == 1_918_158)
        #expect(!probe.isInterlaced)
    }

    @Test(arguments: [(90, true), (-90, true), (270, true), (180, false)])
    func `is measured upright`(turned: Int64, swaps: Bool) throws {
        var members = film.object ?? [:]
        members["side_data_list"] = [["rotation": .integer(turned)]]

        let probe = try #require(VideoProbe(answer(.object(members)), bytes: 1))

        #expect(probe.size == (swaps ? PixelSize(width: 1080, height: 1920) : PixelSize(width: 1920, height: 1080)))
    }

    @Test func `takes the file's length where the stream has none`() throws {
        let webm: JSONValue = [
            "codec_type": "video", "codec_name": "vp9", "pix_fmt": "yuv420p", "width": 64, "height": 64,
            "avg_frame_rate": "0/0",
        ]

        let probe = try #require(VideoProbe(answer(webm), bytes: 1))

        #expect(probe.milliseconds == 12_480 && probe.milliFPS == 0)
    }

    @Test func `a song with a cover is no video`() {
        let cover: JSONValue = [
            "codec_type": "video", "codec_name": "mjpeg", "width": 600, "height": 600,
            "disposition": ["attached_pic": 1],
        ]

        #expect(VideoProbe(answer(cover), bytes: 1) == nil)
        #expect(VideoProbe(answer(["codec_type": "audio", "codec_name": "mp3"]), bytes: 1) == nil)
    }

    @Test(arguments: [
        (PixelSize(width: 1, height: 1), 1000, Problem.Code.notAVideo),
        (PixelSize(width: 640, height: 9000), 1000, .notAVideo),
        (PixelSize(width: 640, height: 360), 5 * 3_600_000, .videoTooLarge),
        (PixelSize(width: 640, height: 360), 0, .notAVideo),
    ])
    func `is refused at the door when no network would take it`(
        size: PixelSize, milliseconds: Int, code: Problem.Code
    ) {
        let probe = VideoProbe.made(size, milliseconds: milliseconds)

        #expect(throws: Problem.self) { try probe.check() }
        do { try probe.check() } catch { #expect(error.code == code) }
    }
}

extension VideoProbe {
    static func made(
        _ size: PixelSize, milliseconds: Int = 10_000, codec: String = "h264", pixels: String = "yuv420p",
        milliFPS: Int = 30_000, sound: String? = "aac", bytes: Int = 2_000_000, isInterlaced: Bool = false
    ) -> VideoProbe {
        VideoProbe(
            codec: codec, pixels: pixels, size: size, milliseconds: milliseconds, milliFPS: milliFPS,
            soundCodec: sound, isInterlaced: isInterlaced, bytes: bytes)
    }
}

@Suite("What ffmpeg's end means")
struct FFmpegEndTests {
    @Test(arguments: [
        (TerminationStatus.exited(127), "timeout: failed to run command", Problem.Code.videoToolsMissing),
        (.exited(1), "Invalid data found when processing input", .notAVideo), (.exited(124), "", .notAVideo),
        (.signaled(9), "", .notAVideo),
        (.exited(1), "av_interleaved_write_frame(): No space left on device", .diskFull),
    ])
    func `is told by its number and its words`(status: TerminationStatus, words: String, code: Problem.Code) {
        #expect(FFmpeg.failure(status, words).code == code)
    }

    @Test func `its progress is read in milliseconds`() {
        #expect(FFmpeg.milliseconds("out_time_us=1234567\n") == 1234)
        #expect(FFmpeg.milliseconds("out_time_us=N/A") == nil)
        #expect(FFmpeg.milliseconds("speed=2.1x") == nil)
        #expect(FFmpeg.milliseconds("out_time_us=-5000") == 0)
    }
}
