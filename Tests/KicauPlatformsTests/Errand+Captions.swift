import KicauCore

extension Errand {
    /// The same with captions of these languages at each of its videos.
    func captioned(_ languages: [String]) -> Errand {
        let captions = languages.map {
            FittedCaptions(
                language: $0, webVTT: .init(path: "/nowhere/\($0).vtt", bytes: 90),
                srt: .init(path: "/nowhere/\($0).srt", bytes: 80))
        }
        return Errand(
            rendition: rendition, step: step, progress: progress, signedIn: signedIn, key: key,
            media: media.map {
                FittedMedia(
                    path: $0.path, mimeType: $0.mimeType, width: $0.width, height: $0.height, bytes: $0.bytes,
                    alt: $0.alt, motion: $0.motion, publicURL: nil, captions: captions)
            }, now: now)
    }
}
