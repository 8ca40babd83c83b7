import KicauCore

/// A sheet of paper printed with at most 256 inks: one byte a pixel, so that flat shapes are quick even unoptimised.
struct Canvas {
    let width: Int
    let height: Int
    private(set) var pixels: [UInt8]
    private(set) var palette: [Colour] = []
    /// The ink that results of (below, ink, level of cover), found once; -1 is not yet known.
    private var blends: [Int16]

    init(_ width: Int, _ height: Int, paper: Colour) {
        self.width = width
        self.height = height
        pixels = [UInt8](repeating: 0, count: width * height)
        blends = [Int16](repeating: -1, count: 256 * 256 * 4)
        palette = [paper]
    }

    /// Levels of cover at an edge.
    private static let levels = 4

    /// Lays a colour over what is there, with smooth edges.
    mutating func fill(_ shape: Shape, _ colour: Colour) {
        let ink = index(of: colour)
        Scan(shape, width: width, height: height).runs { start, count, level in
            if level == Canvas.levels {
                for offset in start..<start + count { pixels[offset] = ink }
            } else {
                for offset in start..<start + count { pixels[offset] = blended(pixels[offset], ink, level) }
            }
        }
    }

    /// Prints a colour through what is there, as a second ink darkens the first.
    mutating func overprint(_ shape: Shape, _ colour: Colour) {
        var printed = [Int16](repeating: -1, count: 256)
        Scan(shape, width: width, height: height).runs { start, count, level in
            guard level * 2 >= Canvas.levels else { return }
            for offset in start..<start + count {
                let below = Int(pixels[offset])
                if printed[below] < 0 { printed[below] = Int16(index(of: palette[below].multiplied(by: colour))) }
                pixels[offset] = UInt8(printed[below])
            }
        }
    }

    /// Small flaws of print: single points and pairs of a colour.
    mutating func speckle(_ count: Int, _ colour: Colour, _ random: inout SeededRandom) {
        let ink = index(of: colour)
        for _ in 0..<count {
            let place = Int(random.next() % UInt64(pixels.count - width - 1))
            pixels[place] = ink
            if place.isMultiple(of: 3) { pixels[place + 1] = ink }
            if place.isMultiple(of: 5) { pixels[place + width] = ink }
        }
    }

    private mutating func blended(_ below: UInt8, _ ink: UInt8, _ level: Int) -> UInt8 {
        let place = (Int(below) << 8 | Int(ink)) << 2 | level
        if blends[place] >= 0 { return UInt8(blends[place]) }
        let found = index(of: palette[Int(below)].mixed(with: palette[Int(ink)], level, of: Canvas.levels))
        blends[place] = Int16(found)
        return found
    }

    /// The ink of a colour; when all 256 are taken, the nearest.
    private mutating func index(of colour: Colour) -> UInt8 {
        if let found = palette.firstIndex(of: colour) { return UInt8(found) }
        guard palette.count == 256 else {
            palette.append(colour)
            return UInt8(palette.count - 1)
        }
        let nearest = palette.indices.min { palette[$0].distance(to: colour) < palette[$1].distance(to: colour) }
        return UInt8(nearest ?? 0)
    }
}

/// A colour of print.
struct Colour: Hashable {
    let red: Int
    let green: Int
    let blue: Int

    init(_ red: Int, _ green: Int, _ blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// 0xRRGGBB.
    init(_ hex: Int) { self.init(hex >> 16 & 0xFF, hex >> 8 & 0xFF, hex & 0xFF) }

    func mixed(with other: Colour, _ part: Int, of whole: Int) -> Colour {
        func mix(_ a: Int, _ b: Int) -> Int { (a * (whole - part) + b * part) / whole }
        return Colour(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    func multiplied(by other: Colour) -> Colour {
        Colour(red * other.red / 255, green * other.green / 255, blue * other.blue / 255)
    }

    func distance(to other: Colour) -> Int {
        abs(red - other.red) + abs(green - other.green) + abs(blue - other.blue)
    }
}
