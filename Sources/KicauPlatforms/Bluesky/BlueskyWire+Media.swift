import KicauCore

/// A picture or video that is among the account's blobs, as a record names it.
struct BlueskyPiece {
    let blob: JSONValue
    let isVideo: Bool
    let alt: String
    /// Width and height; nil: they were not kept.
    let shape: JSONValue?
    /// Of a video: the language and the file of each.
    let captions: JSONValue?

    /// - Parameter uploaded: what the step that uploaded it brought; `captions`: what the one for its words did.
    init?(_ media: RenderedMedia, uploaded: [String: JSONValue], captions: [String: JSONValue]?) {
        guard let blob = uploaded["blob"] else { return nil }
        self.blob = blob
        isVideo = media.original.isVideo
        alt = media.original.alt
        shape = uploaded["shape"]
        self.captions = captions?["captions"]
    }

    /// Kept with the blob: by the time the record is written, the file may be gone.
    static func shape(of fitted: FittedMedia) -> JSONValue? {
        guard fitted.width > 0, fitted.height > 0 else { return nil }
        return ["width": .integer(Int64(fitted.width)), "height": .integer(Int64(fitted.height))]
    }
}

extension BlueskyWire {
    /// What older readers know as well is written so; more pictures than that are a gallery.
    static let mostImages = Fact(4, from: "lexicon app.bsky.embed.images, maxLength", read: "2026-08-20")

    /// One video, or pictures; nil: neither.
    static func embed(_ media: [BlueskyPiece]) -> JSONValue? {
        guard let first = media.first else { return nil }
        if first.isVideo {
            return .members([
                ("$type", "app.bsky.embed.video"), ("video", first.blob),
                ("captions", first.captions), ("alt", first.alt.isEmpty ? nil : .string(first.alt)),
                ("aspectRatio", first.shape),
            ])
        }
        guard media.count > mostImages.value else {
            return ["$type": "app.bsky.embed.images", "images": .array(media.map { picture($0) })]
        }
        let items = media.map { picture($0, type: "app.bsky.embed.gallery#image") }
        return ["$type": "app.bsky.embed.gallery", "items": .array(items)]
    }

    /// - Parameter type: named where there could be other things among the pictures.
    private static func picture(_ piece: BlueskyPiece, type: JSONValue? = nil) -> JSONValue {
        .members([
            ("$type", type), ("image", piece.blob), ("alt", .string(piece.alt)), ("aspectRatio", piece.shape),
        ])
    }
}
