import KicauCore

/// How chosen options look to readers, in the words that the options themselves have.
extension [PostOption] {
    /// Nil: nothing was chosen.
    func note(_ kind: Trimmings.Note.Kind, _ name: String, _ chosen: [String]) -> Trimmings.Note? {
        guard !chosen.isEmpty, let option = first(where: { $0.name == name }) else { return nil }
        return Trimmings.Note(kind, option.title, option.words(chosen))
    }

    /// The words of each value, without the option's own title.
    func words(_ name: String, _ chosen: [String]) -> [Sentence] {
        first { $0.name == name }?.words(chosen) ?? []
    }
}

extension PostOption {
    fileprivate func words(_ chosen: [String]) -> [Sentence] {
        switch kind {
        case .choice(let choices), .several(let choices, _):
            chosen.map { word in choices.first { $0.word == word }?.title ?? .verbatim(word) }
        case .flag: []
        case .text, .passage, .link, .lines: chosen.map(Sentence.verbatim)
        }
    }
}

extension RenderedPart {
    /// The values of a frozen option as they were chosen; a raised flag has one.
    func chosen(_ name: String) -> [String] {
        guard let value = frozen[name] else { return [] }
        if let list = value.array { return list.compactMap(\.string) }
        return value == .bool(true) ? ["yes"] : value.string.map { [$0] } ?? []
    }

    /// The answers of a poll that is frozen as a list of texts.
    func pollAnswers(_ options: String = "options") -> [String] {
        frozen["poll"]?[options]?.array?.compactMap { $0.string ?? $0["text"]?.string } ?? []
    }
}
