import KicauCore

extension ComposePage {
    /// A video's captions, and where more are added.
    struct CaptionForm: Sendable {
        struct Chosen: Sendable {
            /// "id:3f9a…"
            let value: String
            let language: String
            let languageName: String
        }

        struct Language: Sendable {
            let tag: String
            let languageName: String
            let isUsual: Bool
        }

        let chosen: [Chosen]
        let languages: [Language]

        init(_ captions: [Captions], _ voice: Voice) {
            chosen = captions.map {
                Chosen(value: $0.field, language: $0.language, languageName: voice.language($0.language))
            }
            languages = voice.usualLanguages.map { tag, name in
                Language(tag: tag, languageName: name, isUsual: tag == voice.language)
            }
        }
    }
}

extension ComposePage.Attached {
    init(_ attached: Composing.Attached, place: Int, _ voice: Voice) {
        sha256 = attached.sha256
        alt = attached.alt
        self.place = place
        thumbnail = "/media/\(attached.sha256)/thumbnail"
        kind = attached.kind == .picture ? nil : attached.kind.rawValue
        isDocument = attached.kind == .document
        framing =
            attached.kind == .picture
            ? .init(attached.framing, voice) : nil
        captionForm = attached.kind == .video ? .init(attached.captions, voice) : nil
    }
}
