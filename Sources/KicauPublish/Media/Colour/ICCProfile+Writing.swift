import Foundation

/// Profiles as colour libraries read them (ICC.1:2001-04, the version that all of them know).
enum ICCProfile {
    /// One that says the same as a file's own few words on its colours, which libvips does not read.
    static func bytes(for space: ColourSpace) -> [UInt8]? {
        guard let columns = ColourMatrix.columns(of: space.primaries) else { return nil }
        let tags: [(String, [UInt8])] = [
            ("wtpt", xyz(ColourMatrix.d50)), ("rXYZ", xyz(columns[0])), ("gXYZ", xyz(columns[1])),
            ("bXYZ", xyz(columns[2])),
        ]
        let curve = curve(of: space.transfer)
        let curves = ["rTRC", "gTRC", "bTRC"]
        let start = 128 + 4 + 12 * (tags.count + curves.count)
        var (table, body): ([UInt8], [UInt8]) = (big(tags.count + curves.count), [])
        for (name, tag) in tags {
            table += Array(name.utf8) + big(start + body.count) + big(tag.count)
            body += tag
        }
        for name in curves { table += Array(name.utf8) + big(start + body.count) + big(curve.count) }
        return header(start + body.count + curve.count) + table + body + curve
    }

    private static func header(_ size: Int) -> [UInt8] {
        big(size) + big(0) + big(0x0240_0000) + Array("mntrRGB XYZ ".utf8)
            + [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0] + Array("acsp".utf8) + Array(repeating: 0, count: 28)
            + xyz(ColourMatrix.d50).dropFirst(8) + Array(repeating: 0, count: 48)
    }

    private static func xyz(_ place: [Double]) -> [UInt8] {
        Array("XYZ ".utf8) + big(0) + place.flatMap { big(Int(($0 * 65_536).rounded())) }
    }

    private static let points = 4096

    private static func curve(of transfer: ColourTransfer) -> [UInt8] {
        Array("curv".utf8) + big(0) + big(points)
            + (0..<points).flatMap { point -> [UInt8] in
                let light = transfer.light(Double(point) / Double(points - 1))
                let number = UInt16((min(max(light, 0), 1) * 65_535).rounded())
                return [UInt8(number >> 8), UInt8(number & 255)]
            }
    }

    private static func big(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}

/// From primaries to the light of each as CIE XYZ for an eye used to D50, which profiles speak of.
enum ColourMatrix {
    static let d50 = [0.9642, 1, 0.8249]

    /// Red, green and blue. Nil: they span no colours.
    static func columns(of primaries: ColourPrimaries) -> [[Double]]? {
        let ends = [primaries.red, primaries.green, primaries.blue]
        guard (ends + [primaries.white]).allSatisfy({ $0.y > 0.001 }) else { return nil }
        let colours = ends.map { [$0.x / $0.y, 1, (1 - $0.x - $0.y) / $0.y] }
        let white = [
            primaries.white.x / primaries.white.y, 1, (1 - primaries.white.x - primaries.white.y) / primaries.white.y,
        ]
        let whole = determinant(colours)
        guard abs(whole) > 0.0001 else { return nil }
        return (0..<3).map { index in
            var replaced = colours
            replaced[index] = white
            let share = determinant(replaced) / whole
            return adapted(colours[index].map { $0 * share }, from: white)
        }
    }

    private static func determinant(_ c: [[Double]]) -> Double {
        c[0][0] * (c[1][1] * c[2][2] - c[2][1] * c[1][2]) - c[1][0] * (c[0][1] * c[2][2] - c[2][1] * c[0][2])
            + c[2][0] * (c[0][1] * c[1][2] - c[1][1] * c[0][2])
    }

    /// Bradford's way (ICC.1:2022, annex E).
    private static let bradford = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    private static let back = [
        [0.9869929, -0.1470543, 0.1599627], [0.4323053, 0.5183603, 0.0492912], [-0.0085287, 0.0400428, 0.9684867],
    ]

    private static func adapted(_ colour: [Double], from white: [Double]) -> [Double] {
        let (had, gets) = (times(bradford, white), times(bradford, d50))
        let cone = times(bradford, colour)
        return times(back, (0..<3).map { cone[$0] * gets[$0] / had[$0] })
    }

    private static func times(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }
}
