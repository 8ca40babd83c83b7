import KicauCore

/// To whom a post is rather shown: others may see it all the same.
///
/// [CG] Page, `feed_targeting` of feed, photos, videos and video_reels, 2026-04-15; what is in it:
/// developers.facebook.com, Page feed, as sociably quotes it, read 2026-11-27.
extension Facebook {
    static let feedOptions = [
        PostOption(
            "feed_countries", "Rather shown in these countries", .text(most: 100),
            about: "Two letters each, with commas between: ID, MY. Others may see the post too."),
        PostOption(
            "feed_regions", "Rather shown in these regions", .text(most: 300),
            about: "Meta's numbers for them, with commas between."),
        PostOption(
            "feed_cities", "Rather shown in these cities", .text(most: 300),
            about: "Meta's numbers for them, with commas between."),
        PostOption("feed_age_min", "Rather shown from this age on", .text(most: 2)),
        PostOption("feed_age_max", "Rather shown up to this age", .text(most: 2)),
        PostOption("feed_genders", "Rather shown to", .choice([.init("1", "Men"), .init("2", "Women")])),
        PostOption(
            "feed_locales", "Rather shown to speakers of", .text(most: 200),
            about: "Meta's numbers for the languages, with commas between."),
    ]

    static let feedAges = Fact(
        13...65, from: "developers.facebook.com, Page feed, as sociably quotes it", read: "2026-11-27")

    static func frozenFeed(_ chosen: ChosenOptions) -> JSONValue? {
        guard Format(chosen) != .story else { return nil }
        let places = FacebookPlaces.located(
            countries: FacebookPlaces.countries(chosen["feed_countries"]),
            regions: FacebookPlaces.keys(chosen["feed_regions"]), cities: FacebookPlaces.keys(chosen["feed_cities"]))
        let languages = chosen["feed_locales"].flatMap(FacebookPlaces.numbers) ?? []
        return FacebookPlaces.filled([
            ("geo_locations", places),
            ("age_min", number(chosen["feed_age_min"])), ("age_max", number(chosen["feed_age_max"])),
            ("genders", number(chosen["feed_genders"]).map { .array([$0]) }),
            ("locales", languages.isEmpty ? nil : .array(languages.compactMap { number($0) })),
        ])
    }

    private static func number(_ text: String?) -> JSONValue? { text.flatMap { Int64($0) }.map(JSONValue.integer) }

    func brokenFeed(_ chosen: ChosenOptions) -> [RuleBroken] {
        let ages = Facebook.feedAges.value
        let names = ["feed_age_min", "feed_age_max"]
        let strange = names.filter { name in
            chosen[name].map { age in !(age.isDigits && Int(age).map(ages.contains) ?? false) } ?? false
        }
        var broken = FacebookPlaces.broken(
            chosen, countries: "feed_countries", keys: ["feed_regions", "feed_cities", "feed_locales"])
        broken += strange.map { name in
            RuleBroken(
                "\(name) is an age from \(ages.lowerBound) to \(ages.upperBound).",
                do: "Write a number between them, or leave \(name) out.", part: 0)
        }
        if strange.isEmpty, let least = chosen["feed_age_min"].flatMap({ Int($0) }),
            let greatest = chosen["feed_age_max"].flatMap({ Int($0) }), least > greatest
        {
            broken.append(
                RuleBroken(
                    "The youngest age for Facebook, \(least), is above the oldest, \(greatest).",
                    do: "Exchange them, or leave one of them out.", part: 0))
        }
        return broken
    }
}
