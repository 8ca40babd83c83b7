import KicauCore

/// The card of a linked page: LinkedIn reads no page for it, so its picture is an image of the author's own.
extension LinkedInSimulator {
    func checkThumbnail(of article: JSONValue?, owner: String) throws {
        guard let thumbnail = article?["thumbnail"] else { return }
        guard let urn = thumbnail.string, let upload = state.read({ $0.uploads[urn] }), upload.owner == owner else {
            throw refused(.field("/content/article/thumbnail", "\(thumbnail.text) was not found"))
        }
        guard upload.kind == .image else {
            throw refused(.field("/content/article/thumbnail", "\(urn) is not an image"))
        }
        guard upload.readiness(at: ground.nowMs) == .ready else {
            throw refused(.field("/content/article/thumbnail", "\(urn) is not AVAILABLE"))
        }
    }
}
