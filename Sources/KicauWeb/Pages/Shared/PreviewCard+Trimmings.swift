import KicauCore

extension PreviewCard {
    /// A poll as readers find it.
    struct Poll: Sendable, Hashable {
        let question: String?
        let answers: [String]
        /// "Open for 1 day · More than one answer may be chosen"
        let foot: String?
    }

    /// What stands before a part until a reader opens it.
    struct Veil: Sendable, Hashable {
        let words: String
        let says: String
    }

    /// A post that is quoted or shared; we never read it, so only its address is shown.
    struct Quoted: Sendable, Hashable {
        let host: String?
        let address: String
    }

    struct Note: Sendable, Hashable {
        /// A sign of icons.mustache.
        let icon: String
        let title: String
        let words: String?
    }
}

extension PreviewCard.Poll {
    init(_ poll: Trimmings.Poll, _ voice: Voice) {
        question = poll.question
        answers = poll.answers
        let lines = [
            poll.runs.map { voice.say("Open for \(voice.say($0))") },
            poll.takesSeveral ? voice.say("More than one answer may be chosen") : nil,
        ].compactMap(\.self)
        foot = lines.isEmpty ? nil : lines.joined(separator: " · ")
    }
}

extension PreviewCard.Veil {
    init(_ veil: Trimmings.Veil, _ voice: Voice) {
        words = veil.words.map(voice.say).joined(separator: ", ")
        says = voice.say(
            veil.hidesText ? "All below is hidden until a reader opens it." : "Blurred until a reader opens it.")
    }
}

extension PreviewCard.Quoted {
    init(_ quoted: String) {
        address = quoted
        let host = LinkHost.of(quoted)
        self.host = host.isEmpty || host == quoted ? nil : host
    }
}

extension PreviewCard.Note {
    init(_ note: Trimmings.Note, _ voice: Voice) {
        icon =
            switch note.kind {
            case .audience: "eye"
            case .answers: "reply"
            case .quotes: "quote"
            case .people: "people"
            case .place: "pin"
            case .label: "tag"
            case .form: "form"
            }
        title = voice.say(note.title)
        words = note.words.isEmpty ? nil : note.words.map(voice.say).joined(separator: ", ")
    }
}
