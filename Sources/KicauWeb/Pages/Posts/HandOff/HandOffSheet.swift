import KicauCore
import KicauPublish

/// What a person needs to post by hand, on the post's page.
struct HandOffSheet: Sendable {
    struct Part: Sendable {
        /// "Part 2"; nil when there is but one.
        let name: String?
        /// For the button that copies it.
        let mark: String
        let text: String
        let hasText: Bool
        let composer: String?
        /// The words have to be pasted there.
        let pastes: Bool
        let media: [Piece]
        let hasMedia: Bool
    }

    struct Piece: Sendable {
        let path: String
        let thumbnail: String
        let name: String
        /// Nil: nobody has described it.
        let alt: String?
        let altMark: String
    }

    let isDue: Bool
    let network: String
    let parts: [Part]
    let isThere: String
    let sendAgain: String
    let lookNow: String

    init(_ handOff: HandOff, of delivery: DeliveryDetail, _ voice: Voice) {
        isDue = handOff.isDue
        network = delivery.account.platformName
        parts = handOff.parts.map { part in
            Part(part, of: delivery.rendition.parts.count, in: delivery.id, voice)
        }
        isThere = DeliveryAct.itIsThere.rawValue
        sendAgain = DeliveryAct.sendAgain.rawValue
        lookNow = DeliveryAct.lookNow.rawValue
    }
}

extension HandOffSheet.Part {
    fileprivate init(_ part: HandOff.Part, of count: Int, in delivery: DeliveryID, _ voice: Voice) {
        name =
            switch part.role {
            case .comment: voice.say("First comment")
            case .post, .threadPart: count > 1 ? voice.say("Part \(voice.number(part.number + 1))") : nil
            }
        mark = "hand-off-\(delivery)-\(part.number)"
        text = part.text
        hasText = !part.text.isEmpty
        composer = part.composer.flatMap { Links.web($0.url) }
        pastes = part.composer?.holdsText != true
        media = part.media.enumerated().map { place, media in
            HandOffSheet.Piece(media, place: place, mark: "hand-off-\(delivery)-\(part.number)-\(place)", voice)
        }
        hasMedia = !part.media.isEmpty
    }
}

extension HandOffSheet.Piece {
    fileprivate init(_ media: Media, place: Int, mark: String, _ voice: Voice) {
        path = "/media/\(media.sha256)"
        thumbnail = "/media/\(media.sha256)/thumbnail"
        name =
            media.isVideo
            ? voice.say("Video \(voice.number(place + 1))")
            : media.isDocument
                ? voice.say("PDF \(voice.number(place + 1))") : voice.say("Picture \(voice.number(place + 1))")
        alt = media.alt.isEmpty ? nil : media.alt
        altMark = mark
    }
}
