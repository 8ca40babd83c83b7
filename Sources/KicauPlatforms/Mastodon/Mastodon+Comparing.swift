import KicauCore

extension MastodonWire {
    /// A picture or video as it hangs on a status.
    struct Attached {
        let description: String
        let type: String?

        init(_ value: JSONValue) {
            description = value["description"]?.string ?? ""
            type = value["type"]?.string
        }

        /// What moves without a sound, a silent video as well, is shown as "gifv"; "unknown" says nothing yet.
        func mayBe(_ sent: Media) -> Bool {
            switch type {
            case "image": !sent.isVideo
            case "gifv": sent.isVideo || sent.isAnimation
            case "video": sent.isVideo || sent.isAnimation
            case "audio": false
            default: true
            }
        }
    }
}

extension MastodonWire.Status {
    /// Servers answer yes and drop what they do not know: each field that shows is compared.
    func differences(from part: RenderedPart, parent: String?, quoted: String? = nil) -> [Sentence] {
        var found: [Sentence] = []
        if StatusText.canonical(text) != StatusText.canonical(part.wireText) {
            found.append("The server shows another text than was sent: \(Words.cut(text))")
        }
        found += differences(inMediaOf: part)
        if let visibility, let sent = part.frozen["visibility"]?.string, visibility != sent {
            found.append("The server shows it as \(visibility), and it was sent as \(sent).")
        }
        if let sent = part.frozen["language"]?.string, language != sent {
            found.append("The server marks the language as \(language ?? "none"), and it was sent as \(sent).")
        }
        if let sent = part.frozen["spoiler_text"]?.string, spoiler != sent {
            found.append("The server did not keep the content warning as it was sent.")
        }
        if part.frozen["sensitive"]?.bool == true, isSensitive == false {
            found.append("The server does not mark it as sensitive.")
        }
        let asked = (part.frozen["poll"]?["options"]?.array ?? []).compactMap(\.string)
        if answers != asked { found.append("The server shows another poll than was sent.") }
        found += differences(inPlaceOf: part, parent: parent)
        if part.frozen["quote"] != nil {
            let missing: Sentence = "The server does not show the post that is quoted."
            found += [quote.map { $0.difference(from: quoted) } ?? missing].compactMap { $0 }
        }
        return found
    }

    private func differences(inPlaceOf part: RenderedPart, parent: String?) -> [Sentence] {
        guard parent != self.parent else { return [] }
        return switch part.role {
        case .comment: ["The server does not show it as an answer to what it was written for."]
        case .post, .threadPart: ["The server does not show it as an answer to the part before."]
        }
    }

    private func differences(inMediaOf part: RenderedPart) -> [Sentence] {
        let sent = part.media.map(\.original)
        guard media.count == sent.count else {
            return ["The server shows \(media.count) pictures, and \(sent.count) were sent."]
        }
        var found: [Sentence] = []
        if !zip(media, sent).allSatisfy({ $0.mayBe($1) }) {
            found.append("The server shows another kind of picture or video than was sent.")
        }
        if zip(media, sent).contains(where: { $0.description != $1.alt }) {
            found.append("The server did not keep every picture's description as it was sent.")
        }
        return found
    }
}
