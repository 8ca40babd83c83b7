import KicauCore

/// One's wish for the daily digest, as a form shows it.
struct DigestForm: Sendable {
    let isWished: Bool
    let hours: [Frame.Choice]
    let languages: [Frame.Choice]
    let zone: String

    /// Before anybody chose: at seven, in the language of the page.
    init(_ wish: (hour: Int, language: String)?, languages: [Frame.Choice], zone: String, _ voice: Voice) {
        isWished = wish != nil
        let chosen = wish?.hour ?? 7
        hours = (0..<24).map { hour in
            let wall = WallFields(secondsAsIfUTC: Int64(hour) * 3600)
            return Frame.Choice(id: String(hour), name: voice.clock(wall), isChosen: hour == chosen)
        }
        let language = wish?.language ?? voice.language
        self.languages = languages.map { Frame.Choice(id: $0.id, name: $0.name, isChosen: $0.id == language) }
        self.zone = zone
    }
}
