import KicauCore

/// A picture of a post that its video is shown by until it plays, and that is not published by itself.
enum Covers {
    /// The parts as they are published, and the picture taken out of the first.
    ///
    /// - Parameter number: counted from 1 among all that is attached; nil: none was chosen.
    static func taken(
        _ number: String?, from parts: [Outline.Part]
    ) -> (parts: [Outline.Part], cover: Media?) {
        guard let first = parts.first, let place = place(number, among: first.media) else { return (parts, nil) }
        var media = first.media
        let cover = media.remove(at: place)
        let rest = Outline.Part(role: first.role, text: first.text, media: media, card: first.card)
        return ([rest] + parts.dropFirst(), cover)
    }

    /// Nil: none is chosen, or what stands there is no picture.
    private static func place(_ number: String?, among media: [Media]) -> Int? {
        guard let number, number.isDigits, let count = Int(number), media.indices.contains(count - 1) else {
            return nil
        }
        let picture = media[count - 1]
        return picture.isVideo || picture.isDocument ? nil : count - 1
    }

    static func missing(_ number: String, do toDo: Sentence) -> RuleBroken {
        RuleBroken("\(number) is the number of no picture in this post.", do: toDo, part: 0)
    }
}

extension Errand {
    /// The picture that becomes the cover of this part's video: it comes last.
    var cover: FittedMedia? {
        part.cover != nil && media.count == part.fittings.count ? media.last : nil
    }
}
