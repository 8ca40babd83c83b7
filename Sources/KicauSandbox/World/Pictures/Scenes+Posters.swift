import Foundation
import KicauCore

extension Scenes {
    /// Four big letters; the O is a cup seen from above.
    static func posterCoffee(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1080, 1350, paper: Tint.brick)
        canvas.fill(.rect(540, 0, 540, 675) + .rect(0, 675, 540, 675), Tint.saffron)
        canvas.fill(Lettering.word("K", x: 150, y: 150, height: 380, pen: 92, gap: 0), Tint.cream)
        cupFromAbove(&canvas, 810, 336, 196, Tint.cream, Tint.teal)
        canvas.fill(Lettering.word("P", x: 160, y: 830, height: 380, pen: 92, gap: 0), Tint.brick)
        canvas.fill(Lettering.word("I", x: 802, y: 900, height: 310, pen: 92, gap: 0), Tint.cream)
        canvas.bean(810, 800, 120, 24, Tint.espresso, seam: Tint.brick)
        canvas.overprint(.circle(540, 675, 190), Colour(0xF0B08A))
        canvas.fill(.circle(540, 675, 96), Tint.espresso)
        let wide = Lettering.width(of: "BUKA", height: 44, gap: 18)
        canvas.fill(Lettering.word("BUKA", x: 540 - wide / 2, y: 653, height: 44, pen: 10, gap: 18), Tint.cream)
        canvas.speckle(3000, Tint.orange, &random)
        return canvas
    }

    static func posterRain(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1080, 1350, paper: Tint.teal)
        canvas.rain(120, from: -80, to: 1330, length: 150, pen: 7, Colour(0x4F8B8C), &random)
        for (number, letter) in ["H", "U", "J", "A", "N"].enumerated() {
            let y = 90 + Double(number) * 240
            let x = 150 + Double((number * 3) % 5) * 130
            canvas.fill(Lettering.word(letter, x: x + 12, y: y + 14, height: 184, pen: 54, gap: 0), Tint.night)
            canvas.fill(
                Lettering.word(letter, x: x, y: y, height: 184, pen: 54, gap: 0),
                number == 2 ? Tint.saffron : Tint.cream)
        }
        let dome = Shape.arc(850, 690, 190, 170, from: 180, to: 360)
        canvas.fill(Shape(dome), Tint.orange)
        for part in 0..<3 {
            canvas.fill(
                Shape(Shape.arc(850 - 190 + 380 / 3 * (Double(part) + 0.5), 690, 380 / 6, 24, from: 180, to: 360)),
                Tint.teal)
        }
        canvas.fill(
            .stroke([Spot(850, 506), Spot(850, 790)] + Shape.arc(822, 790, 28, 28, from: 0, to: 170), 12), Tint.cream)
        canvas.rain(36, from: -80, to: 1330, length: 120, pen: 6, Tint.mist, &random)
        canvas.speckle(2600, Colour(0x5B9797), &random)
        return canvas
    }

    static func posterReading(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1080, 1350, paper: Tint.dusk)
        canvas.fill(.polygon((410, 420), (670, 420), (1010, 1120), (70, 1120)), Colour(0x6C5F84))
        canvas.fill(.polygon((440, 420), (640, 420), (880, 1120), (200, 1120)), Colour(0xA67C7E))
        canvas.fill(.polygon((480, 420), (600, 420), (730, 1120), (350, 1120)), Tint.saffron)
        canvas.fill(.stroke([Spot(540, -20), Spot(540, 240)], 9), Tint.espresso)
        canvas.fill(Shape(Shape.arc(540, 424, 190, 200, from: 180, to: 360)), Tint.brick)
        canvas.fill(.ellipse(540, 424, 190, 26), Tint.cream)
        canvas.fill(.rect(0, 1096, 1080, 260), Tint.espresso)
        canvas.openBook(540, 1140, 350, cover: Tint.teal, page: Tint.cream, line: Colour(0xC9A98A))
        let wide = Lettering.width(of: "PUISI", height: 92, gap: 44)
        canvas.fill(Lettering.word("PUISI", x: 540 - wide / 2, y: 1216, height: 92, pen: 22, gap: 44), Tint.saffron)
        for _ in 0..<26 {
            let spot = Spot(.random(in: 60..<1020, using: &random), .random(in: 480..<840, using: &random))
            canvas.fill(
                Shape.rounded(spot.x, spot.y, 30, 20, 3).turned(.random(in: -40..<40, using: &random), about: spot),
                Tint.cream)
        }
        canvas.speckle(2600, Colour(0x5C5980), &random)
        return canvas
    }
}
