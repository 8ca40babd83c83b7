import KicauCore

extension Media {
    /// All files that go with it.
    var names: [String] { [sha256] + captions.map(\.sha256) }
}

extension Post {
    /// Is each file of the kind that its place asks for?
    /// - Throws: `.badInput`, `.notCaptions`.
    func checkMedia(_ known: [String: Media]) throws(Problem) {
        for (place, part) in parts.enumerated() {
            for (number, media) in part.media.enumerated() {
                guard media.mimeType != Captions.mimeType else {
                    throw Problem(
                        .badInput, "Item \(number + 1) of part \(place + 1) is captions, and not a picture or video.",
                        do: "Name them among the captions of their video.", field: "media")
                }
                try media.checkCaptions(known, number: number + 1, part: place + 1)
            }
        }
    }
}

extension Media {
    fileprivate func checkCaptions(_ known: [String: Media], number: Int, part: Int) throws(Problem) {
        guard !captions.isEmpty else { return }
        guard isVideo else {
            throw Problem(
                .badInput, "Captions belong to a video, and item \(number) of part \(part) is none.",
                do: "Leave the captions out there.", field: "captions")
        }
        guard captions.count <= Captions.most else {
            throw Problem(
                .badInput, "A video can have captions in \(Captions.most) languages at most.", do: "Leave some out.",
                field: "captions")
        }
        for captions in captions {
            guard Captions.isLanguage(captions.language) else {
                throw Problem(
                    .badInput, "\"\(String(captions.language.prefix(40)))\" is no language of captions.",
                    do: "Write it like id, en or pt-BR.", field: "language")
            }
            guard known[captions.sha256]?.mimeType == Captions.mimeType else {
                throw Problem(
                    .notCaptions, "What is named as captions in \(captions.language) is another kind of file.",
                    do: "Upload the captions first, and name what that upload gave.", field: "captions")
            }
        }
        guard Set(captions.map(\.language)).count == captions.count else {
            throw Problem(
                .badInput, "A video has captions twice in one language.", do: "Leave one of them out.",
                field: "captions")
        }
    }
}
