import KicauCore

/// Countries, regions and cities as Facebook's targeting names them: two letters, or Meta's own number.
enum FacebookPlaces {
    /// As many as a line of the option holds.
    static let most = 25

    /// Nil: none were named, or one is no country's two letters.
    static func countries(_ line: String?) -> JSONValue? {
        guard let line, let codes = codes(line) else { return nil }
        return .array(codes.map(JSONValue.string))
    }

    /// Nil: none were named, or one is no number.
    static func keys(_ line: String?) -> JSONValue? {
        guard let line, let numbers = numbers(line) else { return nil }
        return .array(numbers.map { ["key": .string($0)] })
    }

    /// Nil: no place is named.
    static func located(countries: JSONValue?, regions: JSONValue?, cities: JSONValue?) -> JSONValue? {
        filled([("countries", countries), ("regions", regions), ("cities", cities)])
    }

    /// Nil: it would hold nothing.
    static func filled(_ members: [(String, JSONValue?)]) -> JSONValue? {
        let value = JSONValue.members(members)
        return value.object?.isEmpty == false ? value : nil
    }

    private static func codes(_ line: String) -> [String]? {
        let codes = words(line).map { $0.uppercased() }
        let areCodes = codes.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (65...90).contains($0) } }
        return areCodes && (1...most).contains(codes.count) ? codes : nil
    }

    static func numbers(_ line: String) -> [String]? {
        let numbers = words(line)
        let areNumbers = numbers.allSatisfy { $0.isDigits && $0.utf8.count <= 18 }
        return areNumbers && (1...most).contains(numbers.count) ? numbers : nil
    }

    private static func words(_ line: String) -> [String] {
        line.split { $0 == "," || $0.isWhitespace }.map { String($0) }
    }

    static func broken(_ chosen: ChosenOptions, countries: String, keys: [String]) -> [RuleBroken] {
        let strange = [countries].filter { chosen[$0].map { codes($0) == nil } ?? false }
        let unnumbered = keys.filter { chosen[$0].map { numbers($0) == nil } ?? false }
        return strange.map { _ in
            RuleBroken(
                "Facebook takes up to \(most) countries, each by its two letters, as in ID, MY.",
                do: "Write them so.", part: 0)
        }
            + unnumbered.map { name in
                RuleBroken(
                    "Facebook takes up to \(most) numbers in \(name), with commas between.",
                    do: "Write Meta's numbers alone, or leave \(name) out.", part: 0)
            }
    }
}
