import Foundation
public import KicauCore

extension MediaRoom {
    /// Takes in captions from disk, as WebVTT or SRT; what is kept is the same words as WebVTT of our own.
    public func takeInCaptions(fileAt path: String, by caller: Caller) async throws -> Media {
        try caller.must(.draft)
        defer { unlink(path) }
        let words = Data(try CaptionTrack(reading: try Pictures.contents(of: path)).webVTT.utf8)
        let clean = incomingPath()
        defer { unlink(clean) }
        try MediaRoom.write(words, to: clean)
        return try await add(
            clean,
            as: { Media(sha256: $0, mimeType: Captions.mimeType, width: 0, height: 0, bytes: words.count) },
            by: caller)
    }

    /// Captions in both forms; SRT is made of what is kept, once.
    func fitted(_ captions: [Captions]) async throws -> [FittedCaptions] {
        var result: [FittedCaptions] = []
        for captions in captions {
            let kept = try await kept(captions.sha256)
            let srt = "\(folder)/fitted/\(captions.sha256).srt"
            if !MediaRoom.isHere(srt) {
                let track = try CaptionTrack(reading: try Pictures.contents(of: kept))
                try await make(srt) { try MediaRoom.write(Data(track.srt.utf8), to: $0) }
            }
            result.append(
                FittedCaptions(
                    language: captions.language,
                    webVTT: .init(path: kept, bytes: try Pictures.size(of: kept)),
                    srt: .init(path: srt, bytes: try Pictures.size(of: srt))))
        }
        return result
    }

    private static func write(_ bytes: Data, to path: String) throws(Problem) {
        do { try bytes.write(to: URL(fileURLWithPath: path)) } catch { throw unwritten }
    }
}
