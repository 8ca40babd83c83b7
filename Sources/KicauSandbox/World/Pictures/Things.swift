import Foundation
import KicauCore

/// The colours all pictures of the house share, as if printed from the same few drums of ink.
enum Tint {
    static let paper = Colour(0xF6EAD7)
    static let cream = Colour(0xFFF6E6)
    static let sand = Colour(0xE9CFA6)
    static let ochre = Colour(0xE2A13C)
    static let saffron = Colour(0xF3BE5B)
    static let orange = Colour(0xE4773A)
    static let brick = Colour(0xB8432F)
    static let rose = Colour(0xE79A86)
    static let coffee = Colour(0x5A3524)
    static let espresso = Colour(0x33201B)
    static let leaf = Colour(0x5B7F57)
    static let moss = Colour(0x2F5248)
    static let teal = Colour(0x2E6E72)
    static let rain = Colour(0x7FA9AE)
    static let mist = Colour(0xBFD3CC)
    static let night = Colour(0x1F2F46)
    static let dusk = Colour(0x47456B)
}

/// Things that stand in more than one picture.
extension Canvas {
    /// A cup seen from the side, its saucer under it; `x`, `y` is the middle of the saucer.
    mutating func cup(_ x: Double, _ y: Double, _ size: Double, _ colour: Colour, band: Colour, saucer: Colour) {
        let (w, h) = (size, size * 0.72)
        fill(.ellipse(x, y, w * 0.95, w * 0.13), saucer)
        fill(.ellipse(x, y - w * 0.03, w * 0.7, w * 0.08), Tint.espresso.mixed(with: saucer, 3, of: 4))
        let handle = Shape.arc(x + w * 0.5, y - h * 0.62, w * 0.26, h * 0.26, from: -100, to: 110)
        fill(.stroke(handle, size * 0.1), colour.mixed(with: Tint.espresso, 1, of: 6))
        let left = Shape.arc(x - w * 0.12, y - h * 0.5, w * 0.42, h * 0.5, from: 180, to: 96)
        let right = Shape.arc(x + w * 0.12, y - h * 0.5, w * 0.42, h * 0.5, from: 84, to: 0)
        let body = [Spot(x - w * 0.56, y - h)] + left + right + [Spot(x + w * 0.56, y - h)]
        fill(Shape(body), colour)
        fill(
            .polygon(
                (x - w * 0.555, y - h * 0.72), (x + w * 0.555, y - h * 0.72), (x + w * 0.545, y - h * 0.56),
                (x - w * 0.545, y - h * 0.56)), band)
        fill(.ellipse(x, y - h, w * 0.56, w * 0.1), colour.mixed(with: Tint.cream, 1, of: 2))
        fill(.ellipse(x, y - h + w * 0.01, w * 0.49, w * 0.075), Tint.coffee)
    }

    /// Steam in three ribbons.
    mutating func steam(_ x: Double, _ y: Double, _ size: Double, _ colour: Colour) {
        for (number, tall) in [0.8, 1.15, 0.9].enumerated() {
            let left = x + (Double(number) - 1) * size * 0.34
            let spots = (0...24).map { step -> Spot in
                let part = Double(step) / 24
                return Spot(left + sin(part * 6.4 + Double(number)) * size * 0.1, y - part * size * tall)
            }
            fill(.stroke(spots, size * 0.07), colour)
        }
    }

    /// A book lying open, seen from the front; `x`, `y` is the lower end of its spine.
    mutating func openBook(_ x: Double, _ y: Double, _ size: Double, cover: Colour, page: Colour, line: Colour) {
        func half(_ side: Double, _ grow: Double) -> Shape {
            let top = Shape.smooth([
                Spot(x, y - size * 0.5), Spot(x + side * size * 0.3, y - size * 0.66),
                Spot(x + side * size * (0.92 + grow), y - size * 0.52),
            ])
            let bottom = Shape.smooth([
                Spot(x + side * size * (0.92 + grow), y + size * (0.02 + grow)),
                Spot(x + side * size * 0.3, y - size * (0.1 - grow)),
                Spot(x, y + size * (0.04 + grow)),
            ])
            return Shape(top + bottom)
        }
        fill(half(-1, 0.05) + half(1, 0.05), cover)
        fill(half(-1, 0), page)
        fill(half(1, 0), page.mixed(with: Tint.sand, 1, of: 4))
        for row in 0..<5 {
            let offset = Double(row) * size * 0.085
            for side in [-1.0, 1.0] {
                let ends = [0.14, 0.42, row == 4 ? 0.55 : 0.8]
                let spots = ends.enumerated().map { index, part in
                    Spot(x + side * size * part, y - size * 0.49 + offset - size * [0.02, 0.075, 0.03][index])
                }
                fill(.stroke(Shape.smooth(spots), size * 0.022), line)
            }
        }
    }

    /// A leaf from its stem at `x`, `y`, turned by degrees.
    mutating func leaf(_ x: Double, _ y: Double, _ size: Double, _ degrees: Double, _ colour: Colour, vein: Colour) {
        let blade = Shape.blob([
            Spot(x, y), Spot(x + size * 0.3, y - size * 0.2), Spot(x + size * 0.72, y - size * 0.14),
            Spot(x + size, y), Spot(x + size * 0.72, y + size * 0.15), Spot(x + size * 0.3, y + size * 0.2),
        ])
        fill(blade.turned(degrees, about: Spot(x, y)), colour)
        var veins = Shape.stroke([Spot(x, y), Spot(x + size * 0.93, y)], size * 0.022)
        for part in [0.25, 0.42, 0.59] {
            for side in [-1.0, 1.0] {
                let from = Spot(x + size * part, y)
                veins = veins + .stroke([from, Spot(from.x + size * 0.13, y + side * size * 0.12)], size * 0.014)
            }
        }
        fill(veins.turned(degrees, about: Spot(x, y)), vein)
    }

    /// A roasted bean, turned by degrees.
    mutating func bean(_ x: Double, _ y: Double, _ size: Double, _ degrees: Double, _ colour: Colour, seam: Colour) {
        let centre = Spot(x, y)
        fill(Shape.ellipse(x, y, size * 0.5, size * 0.34).turned(degrees, about: centre), colour)
        let line = (0...12).map { step -> Spot in
            let part = Double(step) / 12
            return Spot(x - size * 0.46 + part * size * 0.92, y + sin(part * 6.28) * size * 0.07)
        }
        fill(Shape.stroke(line, size * 0.06).turned(degrees, about: centre), seam)
    }

    /// Slanting rain over a part of the paper.
    mutating func rain(
        _ count: Int, from top: Double, to bottom: Double, length: Double, pen: Double, _ colour: Colour,
        _ random: inout SeededRandom
    ) {
        var drops = Shape()
        for _ in 0..<count {
            let x = Double.random(in: -40..<Double(width) + 40, using: &random)
            let y = Double.random(in: top..<bottom, using: &random)
            let long = length * Double.random(in: 0.5..<1.2, using: &random)
            drops = drops + .stroke([Spot(x, y), Spot(x - long * 0.22, y + long)], pen)
        }
        fill(drops, colour)
    }

    /// Standing books from left to right, until the shelf is full.
    mutating func spines(
        from left: Double, to right: Double, on shelf: Double, tall: Double, _ colours: [Colour],
        _ random: inout SeededRandom
    ) {
        var x = left
        var number = Int(random.next() % 7)
        while true {
            let wide = Double.random(in: 26..<62, using: &random)
            guard x + wide <= right else { return }
            let high = tall * Double.random(in: 0.68..<1, using: &random)
            let colour = colours[number % colours.count]
            var spine = Shape.rounded(x, shelf - high, wide - 3, high, 5)
            var bands = Shape.rect(x, shelf - high * 0.86, wide - 3, 7) + .rect(x, shelf - high * 0.2, wide - 3, 12)
            if number % 9 == 7 {
                spine = spine.turned(7, about: Spot(x + wide, shelf))
                bands = bands.turned(7, about: Spot(x + wide, shelf))
                x += 12
            }
            fill(spine, colour)
            fill(bands, colour.mixed(with: number % 2 == 0 ? Tint.cream : Tint.espresso, 1, of: 2))
            x += wide
            number += 1
        }
    }
}
