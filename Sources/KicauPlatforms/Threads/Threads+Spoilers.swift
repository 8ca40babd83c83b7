import KicauCore

/// What stays hidden until a reader taps it: words of the text, and pictures or videos. Threads API, Postman collection
/// of 2026-01-02, "Create Image Container" and its like: `text_entities`, `is_spoiler_media`. At most ten places in a
/// text: developers.facebook.com, Threads, Spoilers, as stored.
extension Threads {
    static let mostSpoilers = Fact(10, from: "developers.facebook.com, Threads, Spoilers", read: "2026-11-27")
    static let spoilerMedia = PostOption(
        "is_spoiler_media", "Pictures and videos are spoilers", .flag, about: "Hidden until a reader taps them.")
    static let spoilerWords = PostOption(
        "text_entities", "Words hidden as spoilers", .lines(1...mostSpoilers.value, most: 500),
        about: "As they stand in the text, one place a line.")

    /// Where a spoiler stands, in code points: Meta does not say what it counts, and short of emoji all counts agree.
    struct Spoiler {
        let offset: Int
        let length: Int

        var json: JSONValue {
            [
                "entity_type": "SPOILER", "offset": .integer(Int64(offset)), "length": .integer(Int64(length)),
            ]
        }
    }

    /// Each at its first place that no other has; nil: it stands nowhere in the text.
    static func spoilers(_ words: [String], in text: String) -> [Spoiler?] {
        let text = Array(text.unicodeScalars)
        var taken: [Range<Int>] = []
        return words.map { word in
            let word = Array(word.trimmingWhitespace.unicodeScalars)
            guard !word.isEmpty, word.count <= text.count else { return nil }
            let place = (0...text.count - word.count).first { start in
                let range = start..<start + word.count
                return text[range].elementsEqual(word) && !taken.contains { $0.overlaps(range) }
            }
            guard let place else { return nil }
            taken.append(place..<place + word.count)
            return Spoiler(offset: place, length: word.count)
        }
    }

    static func frozenSpoilers(_ chosen: ChosenOptions, in text: String) -> [(String, JSONValue?)] {
        let places = spoilers(chosen.all("text_entities"), in: text).compactMap(\.self)
        return [
            ("text_entities", places.isEmpty ? nil : .array(places.sorted { $0.offset < $1.offset }.map(\.json))),
            ("is_spoiler_media", chosen.isOn("is_spoiler_media") ? true : nil),
        ]
    }

    /// The hidden words of a part, for the preview.
    static func hiddenWords(of part: RenderedPart) -> [String] {
        let text = Array(part.wireText.unicodeScalars)
        return (part.frozen["text_entities"]?.array ?? []).compactMap { place in
            guard let offset = place["offset"]?.int, let length = place["length"]?.int, offset >= 0, length > 0,
                offset <= text.count, length <= text.count - offset
            else { return nil }
            var word = ""
            word.unicodeScalars.append(contentsOf: text[offset..<offset + length])
            return word
        }
    }

    static func brokenSpoilers(_ chosen: ChosenOptions, _ first: Outline.Part) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if chosen.isOn("is_spoiler_media"), first.media.isEmpty {
            broken.append(
                RuleBroken(
                    "There is no picture or video in the first part that Threads could hide.",
                    do: "Add one, or leave is_spoiler_media out.", part: 0))
        }
        let words = chosen.all("text_entities")
        let places = spoilers(words, in: first.text)
        for (word, place) in zip(words, places) where place == nil {
            broken.append(
                RuleBroken(
                    "\(word) does not stand in the first part, or is hidden there already.",
                    do: "Write the words to hide as they stand in the text.", part: 0))
        }
        let end = places.compactMap(\.self).map { $0.offset + $0.length }.max() ?? 0
        if first.text.unicodeScalars.prefix(end).contains(where: { $0.value > 0xFFFF }) {
            broken.append(
                RuleBroken(
                    "An emoji stands before or in the hidden words, and how Threads counts it there is not known: other words may be hidden.",
                    do: "Put emoji behind them, or look at the post once it is out.", part: 0, weight: .warns))
        }
        return broken
    }
}
