import KicauCore
import KicauPlatforms

extension OptionCase {
    static let facebook: [OptionCase] = {
        func on(_ asked: Asked..., media: Media = .none, hasText: Bool = true) -> OptionCase {
            OptionCase(network: "facebook", asked: asked, media: media, hasText: hasText)
        }
        // The edge of the Graph API on which the video was put.
        let edges = ["reel": "reels", "story": "stories", "post": "videos"]
        let formats = words(of: "format", on: Facebook()).map { word in
            on(
                Asked("format", [word], at: "edge", shows: .string(edges[word] ?? "none")), media: .film,
                hasText: word != "story")
        }
        let link = "https://kedai-aksara.com/menu"
        let buttons = words(of: "call_to_action", on: Facebook()).map { word in
            OptionCase(
                network: "facebook",
                asked: [
                    Asked(
                        "call_to_action", [word], at: "call_to_action",
                        shows: ["type": .string(word), "value": ["link": .string(link)]])
                ], text: "Menu baru: \(link)")
        }
        let album = "https://www.facebook.com/media/set/?set=a.71{page}&type=3"
        let single: [OptionCase] = [
            on(Asked("thumb", ["1"], at: "thumb", shows: true), media: .coverAndFilm),
            on(Asked("title", ["Dari biji"], at: "title", shows: "Dari biji"), media: .film),
            on(Asked("album", [album], at: "album", shows: "71{page}"), media: .picture),
        ]
        return formats + buttons + single + facebookAudience
    }()

    /// Where it was made, who may see it, and who rather sees it.
    private static let facebookAudience: [OptionCase] = {
        func on(_ asked: Asked...) -> OptionCase { OptionCase(network: "facebook", asked: asked) }
        let keys: JSONValue = [["key": "3843"], ["key": "2418779"]]
        let (only, rather) = ("targeting", "feed_targeting")
        let place = Asked("place", ["14934468"], at: "place.id", shows: "14934468")
        let old = words(of: "age_min", on: Facebook()).map {
            on(Asked("age_min", [$0], at: only + ".age_min", shows: Int64($0).map(JSONValue.integer)))
        }
        let addressed = words(of: "feed_genders", on: Facebook()).map { word in
            on(
                Asked(
                    "feed_genders", [word], at: rather + ".genders",
                    shows: .array(Int64(word).map { [JSONValue.integer($0)] } ?? [])))
        }
        let single: [OptionCase] = [
            on(place), on(place, Asked("tags", ["14934470"], at: "tags", shows: ["14934470"])),
            on(Asked("countries", ["ID, MY"], at: only + ".geo_locations.countries", shows: ["ID", "MY"])),
            on(Asked("regions", ["3843, 2418779"], at: only + ".geo_locations.regions", shows: keys)),
            on(Asked("cities", ["3843, 2418779"], at: only + ".geo_locations.cities", shows: keys)),
            on(Asked("feed_countries", ["id, my"], at: rather + ".geo_locations.countries", shows: ["ID", "MY"])),
            on(Asked("feed_regions", ["3843, 2418779"], at: rather + ".geo_locations.regions", shows: keys)),
            on(Asked("feed_cities", ["3843, 2418779"], at: rather + ".geo_locations.cities", shows: keys)),
            on(Asked("feed_age_min", ["18"], at: rather + ".age_min", shows: 18)),
            on(Asked("feed_age_max", ["45"], at: rather + ".age_max", shows: 45)),
            on(Asked("feed_locales", ["6, 24"], at: rather + ".locales", shows: [6, 24])),
        ]
        return old + addressed + single
    }()
}
