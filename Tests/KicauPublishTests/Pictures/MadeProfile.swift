import Foundation
import Testing

@testable import KicauPublish

/// Colour spaces by their published matrices, computed apart from the code under test.
struct KnownColours: Sendable, CustomTestStringConvertible {
    let name: String
    /// To CIE XYZ at D50, row by row (brucelindbloom.com, RGB/XYZ Matrices; Display P3 as Apple's own profile has it).
    let rows: [[Double]]
    let gamma: Double?

    var testDescription: String { name }

    static let displayP3 = KnownColours(
        name: "Display P3",
        rows: [[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]], gamma: nil)
    static let adobeRGB = KnownColours(
        name: "Adobe RGB",
        rows: [[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]], gamma: 563 / 256)
    static let proPhoto = KnownColours(
        name: "ProPhoto",
        rows: [[0.79767, 0.13519, 0.03134], [0.28804, 0.71188, 0.00009], [0, 0, 0.82491]], gamma: 461 / 256)
    static let sRGB = KnownColours(
        name: "sRGB",
        rows: [[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]], gamma: nil)

    private static let toSRGB = [
        [3.1338561, -1.6168667, -0.4906146], [-0.9787684, 1.9161415, 0.0334540], [0.0719453, -0.2289914, 1.4052427],
    ]

    /// Numbers of this space, as the nearest of sRGB.
    func inSRGB(_ colour: [UInt8]) -> [UInt8] {
        let light = colour.map { number in
            gamma.map { pow(Double(number) / 255, $0) } ?? Self.light(Double(number) / 255)
        }
        return Self.times(Self.toSRGB, Self.times(rows, light)).map(Self.number)
    }

    private static func light(_ number: Double) -> Double {
        number <= 0.04045 ? number / 12.92 : pow((number + 0.055) / 1.055, 2.4)
    }

    static func number(_ light: Double) -> UInt8 {
        let light = min(max(light, 0), 1)
        return UInt8((255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055)).rounded())
    }

    private static func times(_ rows: [[Double]], _ vector: [Double]) -> [Double] {
        rows.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    /// As a profile for pictures.
    var profile: [UInt8] {
        let columns = (0..<3).map { column in MadeProfile.xyz(rows.map { $0[column] }) }
        let curve = gamma.map { MadeProfile.curve(gamma: $0) } ?? MadeProfile.sRGBCurve
        return MadeProfile.bytes(
            "RGB ",
            [
                ("rXYZ", columns[0]), ("gXYZ", columns[1]), ("bXYZ", columns[2]), ("rTRC", curve), ("gTRC", curve),
                ("bTRC", curve),
            ])
    }
}

/// Colour profiles with no more in them than has to be (ICC.1:2022, 7 and 10).
enum MadeProfile {
    static func bytes(_ space: String, _ tags: [(String, [UInt8])]) -> [UInt8] {
        let tags = tags + [("wtpt", xyz([0.9642, 1, 0.8249]))]
        var (table, body): ([UInt8], [UInt8]) = (MadePNG.big(tags.count), [])
        for (name, tag) in tags {
            table += Array(name.utf8) + MadePNG.big(132 + 12 * tags.count + body.count) + MadePNG.big(tag.count)
            body += tag
        }
        let size = 128 + table.count + body.count
        var header = MadePNG.big(size) + MadePNG.big(0) + [4, 0x20, 0, 0] + Array("mntr\(space)XYZ ".utf8)
        header += [0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0] + Array("acsp".utf8)
        header += [UInt8](repeating: 0, count: 68 - header.count) + xyz([0.9642, 1, 0.8249]).dropFirst(8)
        return header + [UInt8](repeating: 0, count: 128 - header.count) + table + body
    }

    static func xyz(_ place: [Double]) -> [UInt8] {
        var tag = Array("XYZ ".utf8) + MadePNG.big(0)
        for number in place { tag += MadePNG.big(Int((number * 65_536).rounded())) }
        return tag
    }

    static func curve(gamma: Double) -> [UInt8] {
        let number = Int((gamma * 256).rounded())
        return Array("curv".utf8) + MadePNG.big(0) + MadePNG.big(1) + [UInt8(number >> 8), UInt8(number & 255), 0, 0]
    }

    static let sRGBCurve: [UInt8] = {
        let numbers: [Double] = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
        var curve = Array("para".utf8) + MadePNG.big(0)
        curve += [0, 3, 0, 0]
        for number in numbers { curve += MadePNG.big(Int((number * 65_536).rounded())) }
        return curve
    }()

    static func inPNG(_ profile: [UInt8]) -> [UInt8] {
        MadePNG.chunk("iCCP", Array("a".utf8) + [0, 0] + MadePNG.stored(profile))
    }

    static func inJPEG(_ jpeg: [UInt8], _ profile: [UInt8]) -> [UInt8] {
        Array(jpeg[..<2]) + Tags.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + profile) + jpeg[2...]
    }
}
