import Foundation
import KicauCore

extension Scenes {
    static func beans(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1080, 1350, paper: Tint.saffron)
        canvas.fill(.circle(540, 560, 400), Tint.orange)
        canvas.fill(.circle(540, 560, 316), Colour(0xF0A04A))
        for (degrees, size) in [(-154.0, 420.0), (-128, 470), (-90, 500), (-52, 470), (-26, 420)] {
            canvas.leaf(540, 760, size, degrees, Tint.moss, vein: Tint.leaf)
        }
        canvas.fill(
            .blob([
                Spot(300, 700), Spot(250, 960), Spot(290, 1240), Spot(540, 1280), Spot(790, 1240), Spot(830, 960),
                Spot(780, 700), Spot(540, 668),
            ]), Colour(0xD8B384))
        canvas.fill(
            .blob([
                Spot(300, 700), Spot(420, 640), Spot(540, 656), Spot(660, 640), Spot(780, 700), Spot(660, 756),
                Spot(540, 770), Spot(420, 756),
            ]), Tint.espresso)
        for number in 0..<34 {
            let angle = Double(number) * 2.399
            let far = Double(number).squareRoot() * 36
            canvas.bean(
                540 + cos(angle) * far, 690 + sin(angle) * far * 0.24 - 14, 66, angle * 57,
                number.isMultiple(of: 3) ? Colour(0x7A4A2E) : Tint.coffee, seam: Tint.espresso)
        }
        canvas.fill(
            .blob([
                Spot(272, 764), Spot(420, 812), Spot(540, 824), Spot(660, 812), Spot(808, 764), Spot(812, 820),
                Spot(660, 868), Spot(540, 880), Spot(420, 868), Spot(268, 820),
            ]), Colour(0xC79B69))
        canvas.fill(.rounded(372, 960, 336, 190, 14), Tint.cream)
        let wide = Lettering.width(of: "KOPI", height: 84, gap: 30)
        canvas.fill(Lettering.word("KOPI", x: 540 - wide / 2, y: 1012, height: 84, pen: 18, gap: 30), Tint.brick)
        for (x, y, degrees) in [
            (130.0, 1230.0, 30.0), (210, 1290, 100), (900, 1270, 60), (960, 1190, 140), (860, 1310, 10),
        ] {
            canvas.bean(x, y, 84, degrees, Tint.coffee, seam: Tint.espresso)
        }
        canvas.speckle(2600, Colour(0xF7D694), &random)
        return canvas
    }

    static func cherries(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1080, 1350, paper: Tint.mist)
        canvas.fill(.circle(760, 330, 210), Tint.cream)
        canvas.fill(skyline([980, 900, 940, 840, 900, 1000, 930], 1080, 1350), Colour(0x9DBBA8))
        canvas.fill(skyline([1120, 1060, 1100, 1010, 1090, 1130, 1070], 1080, 1350), Colour(0x76A08C))
        canvas.fill(skyline([1240, 1210, 1250, 1180, 1230, 1260, 1220], 1080, 1350), Tint.moss)
        let branch = Shape.smooth([
            Spot(-40, 1120), Spot(200, 930), Spot(430, 700), Spot(640, 470), Spot(860, 210), Spot(980, 20),
        ])
        canvas.fill(.stroke(branch, 26), Tint.coffee)
        let knots: [(Double, Double, Double)] = [(180, 948, 360), (410, 720, 380), (620, 492, 360), (810, 270, 320)]
        for (x, y, size) in knots {
            canvas.leaf(x, y, size, -158, Tint.leaf, vein: Tint.moss)
            canvas.leaf(x, y, size, 40, Tint.moss, vein: Tint.leaf)
        }
        for (x, y, size) in knots {
            let ring: [(Double, Double, Colour)] = [
                (-46, -40, Tint.orange), (34, -48, Tint.brick), (-64, 22, Tint.brick), (4, 8, Colour(0xCF4B34)),
                (60, 20, Tint.orange), (-20, 64, Colour(0xCF4B34)), (44, 76, Tint.saffron),
            ]
            for (dx, dy, colour) in ring {
                let scale = size / 360
                canvas.fill(
                    .circle(x + dx * scale, y + dy * scale, 40 * scale), colour.mixed(with: Tint.espresso, 1, of: 5))
                canvas.fill(.circle(x + dx * scale - 3, y + dy * scale - 3, 36 * scale), colour)
                canvas.fill(.circle(x + dx * scale - 13, y + dy * scale - 14, 8 * scale), Tint.cream)
            }
        }
        canvas.speckle(2600, Tint.paper, &random)
        return canvas
    }

    static func mountain(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1200, 900, paper: Colour(0xF2B89A))
        canvas.fill(.rect(0, 0, 1200, 220), Colour(0xE79A86))
        canvas.fill(.rect(0, 220, 1200, 90), Colour(0xEDA98E))
        canvas.fill(.circle(340, 330, 120), Tint.cream)
        canvas.fill(
            Shape(
                Shape.smooth([Spot(120, 700), Spot(420, 500), Spot(590, 300), Spot(690, 168)])
                    + Shape.smooth([Spot(760, 168), Spot(860, 310), Spot(1010, 500), Spot(1300, 690)]) + [
                        Spot(1300, 900), Spot(120, 900),
                    ]), Tint.dusk)
        canvas.fill(
            Shape(
                Shape.smooth([
                    Spot(690, 168), Spot(650, 232), Spot(676, 262), Spot(708, 236), Spot(730, 280), Spot(762, 240),
                    Spot(790, 262), Spot(806, 236), Spot(760, 168),
                ])), Colour(0x6C6488))
        canvas.fill(
            .blob([
                Spot(716, 166), Spot(706, 120), Spot(760, 84), Spot(840, 92), Spot(900, 60), Spot(930, 90),
                Spot(860, 132), Spot(780, 130),
            ]), Tint.cream)
        let rows: [([Double], Colour)] = [
            ([560, 520, 580, 540, 590, 560, 600], Colour(0x8A5A72)),
            ([640, 610, 650, 600, 640, 670, 630], Colour(0xB4646A)),
            ([720, 740, 690, 730, 700, 740, 720], Colour(0xD98458)),
        ]
        for (heights, colour) in rows { canvas.fill(skyline(heights, 1200, 900), colour) }
        for row in 0..<6 {
            let y = 762 + Double(row) * 28
            let shades = [Tint.leaf, Tint.moss]
            canvas.fill(skyline([y, y + 12, y - 6, y + 10, y], 1200, 900), shades[row % 2])
            for x in stride(from: Double(row * 17), to: 1200, by: 46) where row.isMultiple(of: 2) {
                canvas.fill(.ellipse(x, y + 14, 15, 10), Colour(0x7DA06B))
            }
        }
        canvas.fill(
            .stroke([Spot(240, 214), Spot(262, 202), Spot(284, 214)], 5)
                + .stroke([Spot(300, 180), Spot(320, 169), Spot(340, 180)], 5)
                + .stroke([Spot(420, 236), Spot(436, 227), Spot(452, 236)], 4), Tint.dusk)
        canvas.speckle(2400, Colour(0xF8D3B8), &random)
        return canvas
    }

    static func cake(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1080, 1350, paper: Colour(0xCFE0D2))
        var dots = Shape()
        for row in 0..<14 {
            for column in 0..<12 {
                dots = dots + .circle(Double(column) * 96 + (row.isMultiple(of: 2) ? 24 : 72), Double(row) * 84 + 20, 9)
            }
        }
        canvas.fill(dots, Colour(0xB5CDBD))
        canvas.fill(.rect(0, 1080, 1080, 280), Tint.brick)
        canvas.fill(.rect(0, 1080, 1080, 14), Tint.cream)
        canvas.fill(.polygon((470, 1010), (610, 1010), (700, 1210), (380, 1210)), Tint.cream)
        canvas.fill(.ellipse(540, 1210, 170, 34) + .ellipse(540, 980, 390, 64), Tint.cream)
        canvas.fill(.ellipse(540, 966, 362, 52), Tint.sand)
        let layers: [(Double, Colour)] = [
            (930, Colour(0xB57A48)), (850, Tint.cream), (820, Colour(0xC68A55)), (740, Tint.cream),
            (710, Colour(0xB57A48)), (630, Tint.cream),
        ]
        for (index, layer) in layers.enumerated() {
            let next = index + 1 < layers.count ? layers[index + 1].0 : 600
            canvas.fill(.rect(250, next, 580, layer.0 - next) + .ellipse(540, layer.0, 290, 46), layer.1)
        }
        canvas.fill(.ellipse(540, 602, 290, 46), Colour(0x7A4A2E))
        for number in 0..<9 {
            let left = 250 + Double(number) * 64.4
            let long = [70.0, 120, 54, 96, 140, 60, 110, 48, 84][number]
            canvas.fill(.rounded(left, 600, 64.4, long, 32), Colour(0x7A4A2E))
        }
        canvas.fill(.ellipse(540, 596, 262, 36), Tint.coffee)
        for (x, y, degrees) in [(440.0, 590.0, 20.0), (540, 578, 80), (640, 592, 150), (590, 606, 40), (490, 608, 120)]
        {
            canvas.bean(x, y, 62, degrees, Tint.espresso, seam: Colour(0x8C5A3A))
        }
        canvas.fill(.stroke([Spot(540, 560), Spot(540, 400)], 22), Tint.cream)
        canvas.fill(
            .stroke([Spot(540, 540), Spot(548, 520)], 8) + .stroke([Spot(532, 490), Spot(548, 470)], 8)
                + .stroke([Spot(532, 440), Spot(548, 420)], 8), Tint.brick)
        canvas.fill(.blob([Spot(540, 392), Spot(514, 350), Spot(540, 290), Spot(566, 350)]), Tint.orange)
        canvas.fill(.blob([Spot(540, 388), Spot(527, 362), Spot(540, 328), Spot(553, 362)]), Tint.saffron)
        canvas.speckle(2200, Tint.paper, &random)
        return canvas
    }
}
