import Foundation

/// What a Page may say.
enum FacebookText {
    static let longest = 63_206
    static let largestPhoto = 4 * 1024 * 1024
    static let smallestVideo = 1024
    static let largestVideo = 2 * 1024 * 1024 * 1024
    /// How much a piece of a video may hold; Meta names no number.
    static let largestPiece = 1024 * 1024

    static func broken(message: String, link: String?) -> GraphError? {
        if message.count > longest {
            return .parameter("message", "Param message must be at most \(longest) characters long")
        }
        guard let link else { return nil }
        guard let url = URL(string: link), ["http", "https"].contains(url.scheme?.lowercased() ?? ""),
            let host = url.host(), !host.isEmpty
        else {
            return GraphError(400, 100, 2_061_006, "(#100) link URL is not properly formatted").blaming("link")
        }
        if host == "facebook.com" || host.hasSuffix(".facebook.com") {
            return GraphError(400, 100, 1_609_008, "(#100) Links to facebook.com cannot be posted").blaming("link")
        }
        return nil
    }
}

extension GraphError {
    static let duplicatePost = GraphError(400, 506, "(#506) Duplicate status message")
        .told("Duplicate post", "This is the same as the post before it.")
}
