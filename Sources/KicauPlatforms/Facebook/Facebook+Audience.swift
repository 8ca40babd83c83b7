import KicauCore

/// Who may see a post: people in some countries only. [CG] Page, `targeting` of feed, videos and video_reels, and
/// TargetingGeoLocation; 2026-04-15.
extension Facebook {
    static let countriesOption = PostOption(
        "countries", "Shown only in these countries", .text(most: 100),
        about: "Two letters each, with commas between: ID, MY. Nobody elsewhere sees the post.")

    /// As many as a line of the option holds.
    private static let mostCountries = 25

    /// Nil: one of them is no country's two letters.
    static func countries(_ chosen: ChosenOptions) -> [String]? {
        guard let line = chosen["countries"] else { return [] }
        let codes = line.split { $0 == "," || $0.isWhitespace }.map { $0.uppercased() }
        let areCodes = codes.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (65...90).contains($0) } }
        return areCodes && (1...mostCountries).contains(codes.count) ? codes : nil
    }

    static func frozenCountries(_ chosen: ChosenOptions) -> JSONValue? {
        guard let codes = countries(chosen), !codes.isEmpty, Format(chosen) != .story else { return nil }
        return .array(codes.map(JSONValue.string))
    }

    func brokenCountries(_ chosen: ChosenOptions, _ format: Format) -> [RuleBroken] {
        guard chosen["countries"] != nil else { return [] }
        if format == .story {
            return [
                RuleBroken(
                    "A story on Facebook cannot be shown in some countries only.",
                    do: "Take the countries out, or publish it as a post.", part: 0)
            ]
        }
        guard Facebook.countries(chosen) == nil else { return [] }
        return [
            RuleBroken(
                "Facebook takes up to \(Facebook.mostCountries) countries, each by its two letters, as in ID, MY.",
                do: "Write them so.", part: 0)
        ]
    }
}

extension Facebook.Wire {
    static func audience(of part: RenderedPart) -> [(String, String)] {
        guard let countries = part.frozen["countries"] else { return [] }
        let targeting: JSONValue = ["geo_locations": ["countries": countries]]
        return [("targeting", targeting.text)]
    }
}
