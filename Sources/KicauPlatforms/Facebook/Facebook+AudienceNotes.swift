import KicauCore

extension Facebook {
    /// Who sees it and who rather sees it, as it is sent.
    func audienceNotes(of part: RenderedPart) -> [Trimmings.Note] {
        let feed = part.frozen["feed_targeting"]
        let places = feed?["geo_locations"]
        let chosen: [(String, [String])] = [
            ("regions", names(part.frozen["regions"])), ("cities", names(part.frozen["cities"])),
            ("age_min", names(part.frozen["age_min"])), ("feed_countries", names(places?["countries"])),
            ("feed_regions", names(places?["regions"])), ("feed_cities", names(places?["cities"])),
            ("feed_age_min", names(feed?["age_min"])), ("feed_age_max", names(feed?["age_max"])),
            ("feed_genders", names(feed?["genders"])), ("feed_locales", names(feed?["locales"])),
        ]
        return chosen.compactMap { Facebook.options.note(.audience, $0.0, $0.1) }
    }

    /// A place is a word, or a number in an object.
    private func names(_ value: JSONValue?) -> [String] {
        let list = value?.array ?? value.map { [$0] } ?? []
        return list.compactMap { $0["key"]?.string ?? $0.string }
    }
}
