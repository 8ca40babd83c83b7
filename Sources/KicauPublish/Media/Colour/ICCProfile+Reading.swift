import Foundation

extension ICCProfile {
    /// Does it say what everybody takes a picture without a profile for? Then the picture can stay as it is.
    static func isSRGB(_ profile: [UInt8]) -> Bool {
        let bytes = FileBytes(Data(profile))
        guard bytes.name(16) == "RGB ", let count = bytes.number(128, 4), (1...100).contains(count) else {
            return false
        }
        var tags: [String: Int] = [:]
        for index in 0..<count {
            guard let name = bytes.name(132 + index * 12), let place = bytes.number(136 + index * 12, 4) else {
                return false
            }
            tags[name] = place
        }
        // A table of colours says more than primaries and a curve.
        guard tags["A2B0"] == nil, let sRGB = ColourMatrix.columns(of: .bt709) else { return false }
        for (name, wanted) in zip(["rXYZ", "gXYZ", "bXYZ"], sRGB) {
            guard let place = tags[name], let colour = colour(bytes, place),
                zip(colour, wanted).allSatisfy({ abs($0 - $1) < 0.004 })
            else { return false }
        }
        return ["rTRC", "gTRC", "bTRC"].allSatisfy { tags[$0].map { isSRGBCurve(bytes, $0) } ?? false }
    }

    private static func colour(_ bytes: FileBytes, _ place: Int) -> [Double]? {
        let numbers = (0..<3).compactMap { fixed(bytes, place + 8 + $0 * 4) }
        return numbers.count == 3 ? numbers : nil
    }

    /// s15Fixed16Number
    private static func fixed(_ bytes: FileBytes, _ place: Int) -> Double? {
        bytes.number(place, 4).map { Double(Int32(truncatingIfNeeded: $0)) / 65_536 }
    }

    private static func isSRGBCurve(_ bytes: FileBytes, _ place: Int) -> Bool {
        stride(from: 0.1, through: 0.9, by: 0.1).allSatisfy { number in
            guard let light = light(of: number, bytes, place) else { return false }
            return abs(light - ColourTransfer.sRGB.light(number)) < 0.006
        }
    }

    private static func light(of number: Double, _ bytes: FileBytes, _ place: Int) -> Double? {
        switch bytes.name(place) {
        case "curv": sampled(number, bytes, place)
        case "para": counted(number, bytes, place)
        default: nil
        }
    }

    private static func sampled(_ number: Double, _ bytes: FileBytes, _ place: Int) -> Double? {
        guard let count = bytes.number(place + 8, 4) else { return nil }
        if count == 0 { return number }
        if count == 1 { return bytes.number(place + 12, 2).map { pow(number, Double($0) / 256) } }
        guard count <= 65_536 else { return nil }
        let exact = number * Double(count - 1)
        let low = min(Int(exact), count - 2)
        guard let below = bytes.number(place + 12 + low * 2, 2), let above = bytes.number(place + 14 + low * 2, 2)
        else { return nil }
        let share = exact - Double(low)
        return (Double(below) * (1 - share) + Double(above) * share) / 65_535
    }

    /// parametricCurveType: a power alone, or one with a straight beginning.
    private static func counted(_ number: Double, _ bytes: FileBytes, _ place: Int) -> Double? {
        guard let kind = bytes.number(place + 8, 2), let gamma = fixed(bytes, place + 12) else { return nil }
        if kind == 0 { return pow(number, gamma) }
        let more = (1...4).compactMap { fixed(bytes, place + 12 + $0 * 4) }
        guard kind == 3 || kind == 4, more.count == 4 else { return nil }
        let (a, b, c, d) = (more[0], more[1], more[2], more[3])
        return number >= d ? pow(a * number + b, gamma) : c * number
    }
}

/// A file's bytes, of which more may be asked than there are.
struct FileBytes: Sendable {
    private let data: Data

    init(_ data: Data) { self.data = data }

    var count: Int { data.count }

    /// Big-endian.
    func number(_ place: Int, _ bytes: Int) -> Int? {
        guard place >= 0, place <= data.count - bytes else { return nil }
        return (0..<bytes).reduce(0) { $0 << 8 | Int(data[data.startIndex + place + $1]) }
    }

    /// Four letters.
    func name(_ place: Int) -> String? {
        guard place >= 0, place <= data.count - 4 else { return nil }
        return String(decoding: data[data.startIndex + place..<data.startIndex + place + 4], as: UTF8.self)
    }
}
