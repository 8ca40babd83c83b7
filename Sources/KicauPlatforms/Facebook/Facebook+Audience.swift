import KicauCore

/// Who may see a post at all: people in some places only, or from some age on.
///
/// [CG] Page, `targeting` of feed, videos and video_reels, and TargetingGeoLocation, 2026-04-15; ages and the shape of
/// the keys: developers.facebook.com, Page feed, as sociably quotes it, read 2026-11-27.
extension Facebook {
    static let audienceOptions = [
        PostOption(
            "countries", "Shown only in these countries", .text(most: 100),
            about: "Two letters each, with commas between: ID, MY. Nobody elsewhere sees the post."),
        PostOption(
            "regions", "Shown only in these regions", .text(most: 300),
            about: "Meta's numbers for them, with commas between."),
        PostOption(
            "cities", "Shown only in these cities", .text(most: 300),
            about: "Meta's numbers for them, with commas between."),
        PostOption(
            "age_min", "Shown only to people from this age on",
            .choice([13, 15, 18, 21, 25].map { .init(String($0), "\($0) and older") })),
    ]

    static func frozenAudience(_ chosen: ChosenOptions) -> [(String, JSONValue?)] {
        guard Format(chosen) != .story else { return [] }
        return [
            ("countries", FacebookPlaces.countries(chosen["countries"])),
            ("regions", FacebookPlaces.keys(chosen["regions"])), ("cities", FacebookPlaces.keys(chosen["cities"])),
            ("age_min", chosen["age_min"].flatMap { Int64($0) }.map(JSONValue.integer)),
        ]
    }

    func brokenAudience(_ chosen: ChosenOptions, _ format: Format) -> [RuleBroken] {
        if format == .story, chosen["countries"] != nil {
            return [
                RuleBroken(
                    "A story on Facebook cannot be shown in some countries only.",
                    do: "Take the countries out, or publish it as a post.", part: 0)
            ]
        }
        return FacebookPlaces.broken(chosen, countries: "countries", keys: ["regions", "cities"])
    }
}

extension Facebook.Wire {
    static func audience(of part: RenderedPart) -> [(String, String)] {
        let frozen = part.frozen
        let places = FacebookPlaces.located(
            countries: frozen["countries"], regions: frozen["regions"], cities: frozen["cities"])
        let targeting = FacebookPlaces.filled([("geo_locations", places), ("age_min", frozen["age_min"])])
        let only = targeting.map { [("targeting", $0.text)] } ?? []
        return only + (frozen["feed_targeting"].map { [("feed_targeting", $0.text)] } ?? [])
    }
}
