import Foundation

/// MP4, and not more of it than a reel (300 MB) or a story (100 MB) holds. How long it runs is not looked at.
enum InstagramFilm {
    static func broken(_ bytes: Data, as kind: InstagramDraft.Kind) -> GraphError? {
        if !ImageSniffer.isFilm(bytes) { return InstagramErrors.videoFormat }
        return isTooLarge(bytes.count, as: kind) ? InstagramErrors.videoFormat : nil
    }

    static func isTooLarge(_ count: Int, as kind: InstagramDraft.Kind) -> Bool {
        switch kind {
        case .story: count > 100 * 1024 * 1024
        case .reel, .videoItem, .image, .imageItem, .carousel: count > 300 * 1024 * 1024
        }
    }
}
