public import KicauCore

extension Facebook {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let options = Facebook.options
        let notes: [Trimmings.Note?] = [
            options.note(.form, "format", part.chosen("format").filter { $0 != "post" }),
            options.note(.form, "title", part.chosen("title")),
            options.note(.form, Facebook.button.name, part.chosen(Facebook.button.name)),
            options.note(.place, "album", part.chosen("album")),
            options.note(.place, "place", part.chosen("place")),
            options.note(.people, "tags", part.chosen("tags")),
            options.note(.audience, "countries", part.chosen("countries")),
        ]
        return Trimmings(
            link: part.frozen["link"]?.string,
            notes: notes.compactMap(\.self) + audienceNotes(of: part))
    }
}
