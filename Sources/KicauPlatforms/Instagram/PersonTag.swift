import KicauCore

/// A person named in a picture, reel or story, as it is written: "dewi.a", "dewi.a 0.5 0.2", "2: dewi.a 0.5 0.2".
struct PersonTag: Hashable {
    /// Which picture or video of the post, counted from 0; nil: it does not say.
    let item: Int?
    /// Without the sign.
    let name: String
    /// From the left and from the top, each from 0 to 1; nil: it does not say.
    let place: Place?

    struct Place: Hashable {
        let x: Double
        let y: Double
    }

    /// Nil: it is written otherwise.
    init?(_ line: String) {
        let halves = line.split(separator: ":", maxSplits: 1)
        guard let rest = halves.last else { return nil }
        if halves.count == 2 {
            let number = String(halves[0]).trimmingWhitespace
            guard number.isDigits, let count = Int(number), count > 0 else { return nil }
            item = count - 1
        } else {
            item = nil
        }
        let words = rest.split(whereSeparator: \.isWhitespace).map { String($0) }
        switch words.count {
        case 1: place = nil
        case 3:
            guard let x = PersonTag.share(words[1]), let y = PersonTag.share(words[2]) else { return nil }
            place = Place(x: x, y: y)
        default: return nil
        }
        name = Instagram.userName(words[0])
    }

    /// "0.25", "1": nothing else that a number can be written as.
    private static func share(_ text: String) -> Double? {
        guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let share = Double(text), (0...1).contains(share)
        else { return nil }
        return share
    }

    var json: JSONValue {
        .members([
            ("username", .string(name)), ("x", (place?.x).map(JSONValue.number)),
            ("y", (place?.y).map(JSONValue.number)),
        ])
    }
}
