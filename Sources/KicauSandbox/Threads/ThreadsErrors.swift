/// What Threads says no with, beside what all of Meta has.
enum ThreadsErrors {
    /// A thing that is not there, or not there yet.
    static func missing(_ id: String) -> GraphError {
        GraphError(400, 24, 4_279_009, type: "THApiException", "The requested resource does not exist")
            .told("Media not found", "The media with id \(id) cannot be found.")
    }

    static let notReady = GraphError(400, 9007, 2_207_027, type: "THApiException", "Media ID is not available")
        .told("Media is not ready", "The media is not ready to be published, please wait for a moment.")
    static let expired = GraphError(400, -2, 2_207_020, type: "THApiException", "The media has expired")
    static let failed = GraphError(400, -1, 2_207_032, type: "THApiException", "Please try to re-create the media")
    static let quota = GraphError(400, 9, 2_207_042, type: "THApiException", "Application request limit reached")
        .told("Publishing limit reached", "You reached the maximum number of posts of 24 hours.")

    static func parameter(_ name: String, _ why: String) -> GraphError {
        GraphError(400, 100, type: "THApiException", why).blaming(name)
    }
}
