import KicauCore
import Testing

/// One leaf of platform_limits.json, and whether our rules hold it.
struct ComparedLimit: Sendable, CustomTestStringConvertible {
    /// "x.gif.bytes"
    let place: String
    let holds: @Sendable (JSONValue) -> Bool

    init(_ place: String, _ holds: @escaping @Sendable (JSONValue) -> Bool) {
        self.place = place
        self.holds = holds
    }

    var testDescription: String { place }
}

extension ComparedLimit {
    static func same(_ place: String, _ ours: Int) -> ComparedLimit { ComparedLimit(place) { $0.int == ours } }

    static func said(_ place: String, _ ours: Bool) -> ComparedLimit { ComparedLimit(place) { $0.bool == ours } }

    /// Of from and to, where ours has no lower end.
    static func last(_ place: String, _ ours: Int) -> ComparedLimit {
        ComparedLimit(place) { $0.array?.last?.int == ours }
    }

    static func pair(_ place: String, _ first: Int, _ second: Int) -> ComparedLimit {
        ComparedLimit(place) { $0.array?.compactMap(\.int) == [first, second] }
    }

    static func most(_ place: String, _ ours: Int) -> ComparedLimit {
        ComparedLimit(place) { listed in listed.int.map { ours <= $0 } ?? false }
    }

    /// The list's bytes are binary megabytes; where a network says MB the smaller reading is kept to.
    static func bytes(_ place: String, _ ours: Int) -> ComparedLimit {
        ComparedLimit(place) { listed in
            guard let most = listed.int ?? listed.array?.last?.int else { return false }
            return ours <= most && ours > most / 2
        }
    }

    /// None that the list does not have; not each of the list, since pictures are made fit.
    static func types(_ place: String, _ ours: [String]) -> ComparedLimit {
        ComparedLimit(place) { listed in
            !ours.isEmpty && Set(ours).isSubset(of: listed.array?.compactMap(\.string) ?? [])
        }
    }

    static func words(_ place: String, _ ours: [String]) -> ComparedLimit {
        ComparedLimit(place) { $0.array?.compactMap(\.string) == ours }
    }

    /// Not shorter than the list has it, and just as long.
    static func seconds(_ place: String, _ fit: VideoFit) -> ComparedLimit {
        ComparedLimit(place) { listed in
            let ends = listed.array?.compactMap(\.thousandths) ?? []
            return ends.count == 2 && fit.minMilliseconds >= ends[0] && fit.maxMilliseconds == ends[1]
        }
    }

    /// A page's 24 is 23.976 as well.
    static func frames(_ place: String, least: Int, _ fit: VideoFit) -> ComparedLimit {
        ComparedLimit(place) { listed in
            let ends = listed.array?.compactMap(\.thousandths) ?? []
            return ends.count == 2 && (ends[0] - 1000...ends[0]).contains(least) && fit.maxMilliFPS == ends[1]
        }
    }

    /// "4:5" is 800.
    static func ratios(_ place: String, _ least: Int?, _ most: Int?) -> ComparedLimit {
        ComparedLimit(place) { listed in
            let ends = listed.array?.map { $0.string.flatMap(ratioMilli) } ?? []
            return ends.count == 2 && ends == [least, most]
        }
    }

    static func ratioMilli(_ text: String) -> Int? {
        let sides = text.split(separator: ":").compactMap { Double($0) }
        return sides.count == 2 ? Int((1000 * sides[0] / sides[1]).rounded()) : nil
    }
}

extension JSONValue {
    /// 0.5 is 500.
    fileprivate var thousandths: Int? {
        switch self {
        case .integer(let value): Int(value) * 1000
        case .number(let value): Int((value * 1000).rounded())
        case .null, .bool, .string, .array, .object: nil
        }
    }
}
