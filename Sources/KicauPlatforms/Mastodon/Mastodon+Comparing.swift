import KicauCore

extension MastodonWire {
    /// A picture or video as it hangs on a status.
    struct Attached {
        let description: String
        let type: String?
        let focus: Focus?

        init(_ value: JSONValue) {
            focus = Focus(value.at("meta", "focus"))
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
    ///
    /// - Parameter saysLanguage: false: where no language is shown, that tells nothing.
    func differences(
        from part: RenderedPart, parent: String?, quoted: String? = nil, saysLanguage: Bool = true
    ) -> [Sentence] {
        var found: [Sentence] = []
        if StatusText.canonical(text) != StatusText.canonical(part.wireText) {
            found.append("The server shows another text than was sent: \(Words.cut(text))")
        }
        found += differences(inMediaOf: part)
        if let visibility, let sent = part.frozen["visibility"]?.string, visibility != sent {
            found.append("The server shows it as \(visibility), and it was sent as \(sent).")
        }
        if let sent = part.frozen["language"]?.string, language != sent, saysLanguage || language != nil {
            found.append("The server marks the language as \(language ?? "none"), and it was sent as \(sent).")
        }
        if let sent = part.frozen["spoiler_text"]?.string, spoiler != sent {
            found.append("The server did not keep the content warning as it was sent.")
        }
        if part.frozen["spoiler_text"] == nil, spoiler?.isEmpty == false {
            found.append("The server shows a content warning that was not sent.")
        }
        if part.frozen["sensitive"]?.bool == true, isSensitive == false {
            found.append("The server does not mark it as sensitive.")
        }
        let asked = (part.frozen["poll"]?["options"]?.array ?? []).compactMap(\.string)
        if answers != asked { found.append("The server shows another poll than was sent.") }
        if let poll, let sent = part.frozen["poll"] { found += poll.differences(from: sent, since: created) }
        if keepsAnotherQuotePolicy(than: part) { found.append("The server did not keep who may quote it.") }
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
        if zip(media, sent).contains(where: { MastodonWire.Focus.isLost($0.focus, of: $1) }) {
            found.append("The server did not keep which side of a picture stays in view.")
        }
        return found
    }
}
