import Foundation
import KicauCore

extension Scenes {
    static func shopAtNight(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1200, 900, paper: Tint.night)
        canvas.fill(.circle(980, 150, 84), Tint.saffron)
        canvas.fill(.circle(1012, 128, 76), Tint.night)
        for _ in 0..<70 {
            let spot = Spot(.random(in: 10..<1190, using: &random), .random(in: 10..<300, using: &random))
            canvas.fill(.circle(spot.x, spot.y, .random(in: 1.4..<3.4, using: &random)), Tint.sand)
        }
        canvas.fill(skyline([520, 470, 380, 300, 400, 480, 440, 500, 470], 1200, 900), Tint.dusk)
        canvas.fill(.rect(170, 330, 860, 500), Colour(0x8C4A36))
        canvas.fill(.polygon((130, 340), (250, 220), (950, 220), (1070, 340)), Tint.espresso)
        canvas.fill(.rounded(330, 250, 540, 76, 12), Tint.cream)
        let word = "AKSARA"
        let wide = Lettering.width(of: word, height: 40, gap: 26)
        canvas.fill(Lettering.word(word, x: 600 - wide / 2, y: 268, height: 40, pen: 10, gap: 26), Tint.brick)
        for left in [220.0, 730] {
            canvas.fill(.rounded(left, 440, 250, 240, 10), Tint.saffron)
            canvas.fill(.rect(left + 14, 614, 222, 8), Tint.coffee)
            canvas.spines(
                from: left + 20, to: left + 234, on: 614, tall: 90, [Tint.brick, Tint.teal, Tint.moss, Tint.orange],
                &random)
            canvas.fill(.rect(left + 121, 440, 8, 174), Tint.coffee)
            canvas.fill(
                .stroke([Spot(left + 62, 440), Spot(left + 62, 474)], 4)
                    + .stroke([Spot(left + 188, 440), Spot(left + 188, 474)], 4), Tint.coffee)
            canvas.fill(.circle(left + 62, 484, 16) + .circle(left + 188, 484, 16), Tint.cream)
        }
        canvas.fill(.rounded(520, 440, 160, 390, 12), Tint.moss)
        canvas.fill(.rounded(542, 466, 116, 190, 8), Tint.saffron)
        canvas.fill(.circle(650, 690, 9), Tint.ochre)
        for number in 0..<12 {
            let left = 150 + Double(number) * 75
            let strip = Shape(
                [Spot(left, 376), Spot(left + 75, 376), Spot(left + 75, 432)]
                    + Shape.arc(left + 37.5, 432, 37.5, 22, from: 0, to: 180))
            canvas.fill(strip, number.isMultiple(of: 2) ? Tint.cream : Tint.brick)
        }
        canvas.fill(.rect(0, 826, 1200, 80), Tint.espresso)
        canvas.fill(
            .polygon((220, 830), (470, 830), (560, 900), (120, 900))
                + .polygon((730, 830), (980, 830), (1080, 900), (640, 900)), Colour(0x6B4A35))
        for x in [120.0, 1080] { plantPot(&canvas, x, 830) }
        canvas.speckle(2000, Tint.dusk, &random)
        return canvas
    }

    private static func plantPot(_ canvas: inout Canvas, _ x: Double, _ y: Double) {
        for (degrees, size) in [(-150.0, 110.0), (-120, 150), (-92, 180), (-62, 150), (-30, 110)] {
            canvas.leaf(x, y - 70, size, degrees, Tint.leaf, vein: Tint.moss)
        }
        canvas.fill(.polygon((x - 56, y - 84), (x + 56, y - 84), (x + 40, y), (x - 40, y)), Tint.orange)
    }

    static func sleepingCat(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1200, 900, paper: Colour(0xE9B48B))
        canvas.fill(.rounded(90, 60, 620, 560, 18), Tint.coffee)
        canvas.fill(.rect(116, 86, 568, 508), Tint.rain)
        var hills = skyline([470, 430, 380, 440, 410, 460], 568, 594)
        hills = hills.moved(116, 0)
        canvas.fill(hills, Tint.teal)
        canvas.fill(skyline([540, 520, 545, 500, 530, 520], 568, 594).moved(116, 0), Tint.moss)
        var drops = Shape()
        for _ in 0..<90 {
            let spot = Spot(.random(in: 130..<670, using: &random), .random(in: 96..<540, using: &random))
            drops = drops + .stroke([spot, Spot(spot.x - 6, spot.y + 30)], 3.4)
        }
        canvas.fill(drops, Tint.mist)
        canvas.fill(.rect(0, 0, 90, 600) + .rect(710, 0, 60, 600), Colour(0xE9B48B))
        canvas.fill(.rect(0, 594, 1200, 310), Colour(0xC98B62))
        canvas.fill(
            .rect(90, 594, 620, 26) + .rect(388, 86, 22, 508) + .rect(90, 60, 26, 560) + .rect(684, 60, 26, 560),
            Tint.coffee)
        canvas.fill(.rect(0, 760, 1200, 150), Tint.coffee)
        canvas.fill(.rect(0, 756, 1200, 12), Tint.ochre)
        let pile: [(Double, Double, Double, Colour)] = [
            (560, 700, 500, Tint.teal), (590, 642, 450, Tint.brick), (546, 588, 490, Tint.ochre),
            (600, 540, 400, Tint.moss),
        ]
        for (x, y, wide, colour) in pile {
            canvas.fill(.rounded(x, y, wide, 56, 8), colour)
            canvas.fill(.rounded(x + 34, y + 9, wide - 26, 38, 4), Tint.cream)
            canvas.fill(.rounded(x, y, 60, 56, 8), colour)
        }
        cat(&canvas)
        canvas.steam(250, 600, 120, Tint.cream)
        canvas.cup(250, 800, 190, Tint.cream, band: Tint.teal, saucer: Tint.sand)
        canvas.speckle(2400, Colour(0xF3CFA9), &random)
        return canvas
    }

    private static func cat(_ canvas: inout Canvas) {
        let fur = Tint.orange
        let stripe = Tint.brick
        canvas.fill(
            .blob([Spot(600, 544), Spot(622, 440), Spot(720, 376), Spot(850, 372), Spot(960, 430), Spot(1000, 544)]),
            fur)
        for x in [760.0, 820, 880] {
            canvas.fill(.stroke(Shape.smooth([Spot(x, 376), Spot(x + 22, 412), Spot(x + 14, 452)]), 15), stripe)
        }
        canvas.fill(
            .stroke(Shape.smooth([Spot(985, 520), Spot(1040, 540), Spot(1070, 610), Spot(1046, 690)]), 36), fur)
        canvas.fill(.stroke(Shape.smooth([Spot(1066, 640), Spot(1062, 660), Spot(1046, 690)]), 36), stripe)
        canvas.fill(.polygon((602, 470), (604, 390), (656, 428)) + .polygon((704, 426), (756, 392), (752, 470)), fur)
        canvas.fill(
            .polygon((614, 450), (614, 410), (642, 430)) + .polygon((718, 428), (744, 410), (742, 450)), Tint.rose)
        canvas.fill(.ellipse(678, 486, 86, 70), fur)
        canvas.fill(.ellipse(678, 512, 40, 30), Tint.cream)
        for side in [-1.0, 1.0] {
            canvas.fill(.stroke(Shape.arc(678 + side * 38, 474, 17, 12, from: 20, to: 160), 6), Tint.espresso)
            canvas.fill(.stroke([Spot(678 + side * 34, 512), Spot(678 + side * 92, 502)], 3), Tint.cream)
        }
        canvas.fill(.polygon((668, 498), (688, 498), (678, 510)), Tint.brick)
    }

    static func tableFromAbove(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1200, 900, paper: Colour(0xEBD3AE))
        var checks = Shape()
        for row in 0..<8 {
            for column in 0..<10 where (row + column).isMultiple(of: 2) {
                checks = checks + .rect(Double(column) * 124 - 20, Double(row) * 124 - 30, 124, 124)
            }
        }
        canvas.fill(checks, Colour(0xE3B98C))
        cupFromAbove(&canvas, 330, 310, 170, Tint.cream, Tint.teal)
        cupFromAbove(&canvas, 980, 690, 126, Tint.saffron, Tint.brick)
        let page = Shape.rounded(560, 140, 300, 400, 10) + .rounded(850, 140, 300, 400, 10)
        canvas.fill(page.moved(10, 14).turned(9, about: Spot(855, 340)), Tint.coffee)
        canvas.fill(Shape.rounded(560, 140, 292, 400, 10).turned(9, about: Spot(855, 340)), Tint.cream)
        canvas.fill(Shape.rounded(858, 140, 292, 400, 10).turned(9, about: Spot(855, 340)), Tint.paper)
        var lines = Shape()
        for row in 0..<9 {
            for left in [594.0, 892] {
                let long = [224.0, 210, 228, 180, 220, 226, 140, 216, 190][row]
                lines = lines + .rounded(left, 186 + Double(row) * 38, long, 8, 4)
            }
        }
        canvas.fill(lines.turned(9, about: Spot(855, 340)), Colour(0xCDAE8C))
        canvas.fill(Shape.rect(0, 0, 26, 170).moved(1010, 130).turned(9, about: Spot(855, 340)), Tint.brick)
        let pencil = Shape.rounded(200, 660, 380, 26, 4) + .polygon((578, 660), (622, 673), (578, 686))
        canvas.fill(pencil.turned(-14, about: Spot(400, 673)), Tint.ochre)
        canvas.fill(Shape.polygon((606, 668), (622, 673), (606, 678)).turned(-14, about: Spot(400, 673)), Tint.espresso)
        canvas.fill(Shape.rounded(190, 660, 34, 26, 6).turned(-14, about: Spot(400, 673)), Tint.rose)
        for (x, y, degrees) in [
            (690.0, 720.0, 10.0), (742, 760, 100), (650, 790, 60), (706, 820, 150), (600, 740, 130),
        ] {
            canvas.bean(x, y, 56, degrees, Tint.coffee, seam: Tint.espresso)
        }
        canvas.leaf(60, 860, 190, -52, Tint.leaf, vein: Tint.moss)
        canvas.leaf(100, 880, 200, -22, Tint.moss, vein: Tint.leaf)
        canvas.speckle(2400, Tint.cream, &random)
        return canvas
    }

    static func cupFromAbove(
        _ canvas: inout Canvas, _ x: Double, _ y: Double, _ size: Double, _ cup: Colour, _ saucer: Colour
    ) {
        canvas.fill(.circle(x + 9, y + 12, size * 1.14), Colour(0xC89A6C))
        canvas.fill(.circle(x, y, size * 1.14), saucer)
        canvas.fill(.circle(x, y, size * 0.96), saucer.mixed(with: Tint.cream, 1, of: 6))
        canvas.fill(
            .rounded(x + size * 0.6, y - size * 0.13, size * 0.5, size * 0.26, size * 0.13).turned(
                -38, about: Spot(x, y)), cup)
        canvas.fill(.circle(x, y, size * 0.74), cup)
        canvas.fill(.circle(x, y, size * 0.63), Tint.coffee)
        canvas.fill(.circle(x, y, size * 0.55), Colour(0x9A6540))
        rosetta(&canvas, x, y, size * 0.5)
    }

    /// A leaf of milk.
    private static func rosetta(_ canvas: inout Canvas, _ x: Double, _ y: Double, _ size: Double) {
        for row in 0..<5 {
            let wide = size * (0.86 - abs(Double(row) - 1.6) * 0.17)
            let top = y - size * 0.34 + Double(row) * size * 0.25
            let band = Shape.smooth([
                Spot(x - wide, top), Spot(x - wide * 0.5, top + size * 0.15), Spot(x, top + size * 0.28),
                Spot(x + wide * 0.5, top + size * 0.15), Spot(x + wide, top),
            ])
            canvas.fill(.stroke(band, size * 0.1), Tint.cream)
        }
        canvas.fill(.stroke([Spot(x, y - size * 0.7), Spot(x, y + size * 0.9)], size * 0.07), Tint.cream)
        canvas.fill(
            .blob([
                Spot(x, y - size * 0.42), Spot(x - size * 0.3, y - size * 0.72), Spot(x, y - size * 0.82),
                Spot(x + size * 0.3, y - size * 0.72),
            ]), Tint.cream)
    }
}
