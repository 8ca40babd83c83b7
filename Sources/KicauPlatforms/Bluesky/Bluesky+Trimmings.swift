public import KicauCore

extension Bluesky {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let options = Bluesky.options
        let labels = part.frozen["labels"]?["values"]?.array?.compactMap { $0["val"]?.string } ?? []
        // A gate that lets nobody in is an empty one.
        let gate = part.frozen["threadgate"]?.array.map { $0.isEmpty ? ["nobody"] : $0.compactMap(\.string) } ?? []
        let postgate = part.chosen("postgate").map { _ in "disableRule" }
        let notes: [Trimmings.Note?] = [
            options.note(.answers, "threadgate", gate.filter { !Bluesky.isList($0) }),
            options.note(.answers, Bluesky.gateLists.name, gate.filter(Bluesky.isList)),
            options.note(.quotes, "postgate", postgate),
            options.note(.label, "tags", part.chosen("tags").map { "#\($0)" }),
            options.note(.form, "langs", part.chosen("langs")),
        ]
        return Trimmings(
            veil: labels.isEmpty ? nil : .init(options.words("labels", labels), hidesText: false),
            quoted: part.frozen["quote"]?.string,
            notes: notes.compactMap(\.self))
    }
}
