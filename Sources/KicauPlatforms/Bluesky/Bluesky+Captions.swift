import KicauCore

/// A video's words: each language is a file of its own among the account's blobs, which the record names beside the video.
extension Bluesky {
    /// Lexicon app.bsky.embed.video, `captions` and `caption`; read 2026-11-27.
    static let captions = CaptionRules(most: 20, maxBytes: 20_000)

    static func needsCaptions(_ media: RenderedMedia) -> Bool {
        media.original.isVideo && !media.original.captions.isEmpty
    }

    /// One language at a time; those that are up are noted. Brought twice, a file is the same blob.
    func bringCaptions(_ errand: Errand, _ before: [String: JSONValue]?, via line: any Line) async -> Preparation {
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        var brought = before?["captions"]?.array ?? []
        guard fitted.captions.indices.contains(brought.count) else {
            return .ready(["captions": .array(brought)], expires: errand.now + Bluesky.uploadLife)
        }
        let track = fitted.captions[brought.count]
        do throws(LineFailure) {
            let answer = try await uploadFile(
                track.webVTT.path, Captions.mimeType, track.webVTT.bytes, errand, via: line)
            guard case .ready(let known, let expires) = answer, let blob = known["blob"] else { return answer }
            brought.append(["lang": .string(track.language), "file": blob])
            let noted: [String: JSONValue] = ["captions": .array(brought)]
            return brought.count < fitted.captions.count
                ? .working(noted, askAgain: errand.now) : .ready(noted, expires: expires)
        } catch { return error.preparation }
    }
}
