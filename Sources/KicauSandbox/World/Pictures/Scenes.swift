import Foundation
import KicauCore

/// Scenes of the house and its hills, cut from paper.
enum Scenes {
    static func morning(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1200, 900, paper: Colour(0xF8D9A0))
        canvas.fill(.circle(760, 380, 330), Colour(0xF9CF85))
        canvas.fill(.circle(760, 380, 250), Tint.saffron)
        canvas.fill(.circle(760, 380, 165), Tint.orange)
        let hills: [([Double], Colour)] = [
            ([470, 430, 330, 250, 330, 420, 400, 450, 430], Colour(0xD98C6C)),
            ([520, 500, 470, 520, 440, 480, 540, 500, 470], Colour(0xB9685B)),
            ([600, 560, 590, 620, 570, 540, 560, 610, 590], Colour(0x7D5560)),
            ([680, 660, 690, 650, 670, 700, 660, 640, 660], Tint.moss),
        ]
        for (heights, colour) in hills { canvas.fill(skyline(heights, 1200, 900), colour) }
        for x in stride(from: 30.0, to: 1200, by: 74) { palm(&canvas, x, 690 + sin(x) * 18, 54) }
        canvas.fill(.rect(0, 744, 1200, 160), Tint.coffee)
        canvas.fill(.rect(0, 744, 1200, 12), Tint.ochre)
        for y in [790.0, 838, 880] { canvas.fill(.rect(0, y, 1200, 4), Tint.espresso) }
        canvas.steam(400, 510, 170, Tint.cream)
        canvas.cup(400, 790, 250, Tint.cream, band: Tint.brick, saucer: Tint.sand)
        canvas.openBook(860, 830, 200, cover: Tint.teal, page: Tint.cream, line: Colour(0xC9A98A))
        canvas.speckle(2600, Colour(0xFBE6BF), &random)
        return canvas
    }

    static func skyline(_ heights: [Double], _ width: Double, _ height: Double) -> Shape {
        let step = (width + 80) / Double(heights.count - 1)
        return .ground(
            heights.enumerated().map { Spot(-40 + Double($0) * step, $1) }, width: width + 40, height: height)
    }

    private static func palm(_ canvas: inout Canvas, _ x: Double, _ y: Double, _ size: Double) {
        canvas.fill(.stroke([Spot(x, y + size), Spot(x + 4, y + size * 0.4), Spot(x + 10, y)], 5), Tint.espresso)
        var crown = Shape()
        for degrees in stride(from: 150.0, through: 390, by: 34) {
            let angle = degrees * .pi / 180
            let tip = Spot(x + 10 + cos(angle) * size * 0.5, y + sin(angle) * size * 0.32 + 8)
            crown =
                crown + .stroke(Shape.smooth([Spot(x + 10, y), Spot((x + 10 + tip.x) / 2, min(y, tip.y) - 5), tip]), 7)
        }
        canvas.fill(crown, Tint.espresso.mixed(with: Tint.moss, 1, of: 2))
    }

    static func rainyStreet(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1080, 1350, paper: Colour(0x9DBDBB))
        canvas.fill(.rect(0, 0, 1080, 420), Tint.rain)
        for (x, y, size) in [(180.0, 190.0, 1.0), (620, 130, 1.3), (930, 260, 0.9)] { cloud(&canvas, x, y, size) }
        roofs(&canvas, y: 700, step: 216, high: 190, wall: Colour(0x6E979A), roof: Tint.teal)
        roofs(&canvas, y: 850, step: 270, high: 250, wall: Colour(0xD9A86C), roof: Tint.brick)
        canvas.fill(.rect(0, 1030, 1080, 330), Tint.night.mixed(with: Tint.teal, 1, of: 2))
        canvas.fill(.ellipse(300, 1240, 270, 42) + .ellipse(820, 1140, 190, 28), Colour(0x4D8588))
        canvas.rain(150, from: -60, to: 1230, length: 84, pen: 4, Colour(0xD7E6DE), &random)
        walker(&canvas, 480, 1190)
        canvas.speckle(2400, Tint.mist, &random)
        return canvas
    }

    private static func cloud(_ canvas: inout Canvas, _ x: Double, _ y: Double, _ size: Double) {
        let puffs: [(Double, Double, Double)] = [(-90, 20, 54), (-30, -18, 78), (56, -4, 66), (112, 28, 42)]
        var shape = Shape.rounded(x - 140 * size, y + 16 * size, 290 * size, 56 * size, 30)
        for (dx, dy, radius) in puffs { shape = shape + .circle(x + dx * size, y + dy * size, radius * size) }
        canvas.fill(shape, Tint.dusk.mixed(with: Tint.rain, 1, of: 2))
    }

    private static func roofs(
        _ canvas: inout Canvas, y: Double, step: Double, high: Double, wall: Colour, roof: Colour
    ) {
        for (number, x) in stride(from: -step * 0.4, to: 1080, by: step).enumerated() {
            let top = y - high * (number % 2 == 0 ? 0.5 : 0.2)
            canvas.fill(.rect(x, top, step - 6, 1040 - top), wall.mixed(with: Tint.espresso, number % 3, of: 9))
            canvas.fill(
                .polygon(
                    (x - 18, top), (x + step * 0.25, top - high * 0.46), (x + step * 0.75, top - high * 0.46),
                    (x + step + 12, top)),
                roof)
            for (row, lit) in [(0.0, number % 2 == 0), (1.0, number % 3 != 0)] {
                for column in 0..<2 {
                    let place = (x + step * (0.18 + 0.4 * Double(column)), top + 44 + row * 92)
                    canvas.fill(.rounded(place.0, place.1, step * 0.2, 56, 8), lit ? Tint.saffron : Tint.night)
                }
            }
        }
    }

    private static func walker(_ canvas: inout Canvas, _ x: Double, _ y: Double) {
        canvas.fill(
            .stroke([Spot(x - 20, y - 110), Spot(x - 44, y)], 30)
                + .stroke([Spot(x + 16, y - 110), Spot(x + 40, y)], 30), Tint.espresso)
        canvas.fill(
            .blob([
                Spot(x - 66, y - 90), Spot(x - 46, y - 280), Spot(x, y - 310), Spot(x + 50, y - 280),
                Spot(x + 66, y - 90),
            ]), Tint.orange)
        canvas.fill(.circle(x, y - 336, 44), Tint.coffee)
        canvas.fill(.stroke([Spot(x + 44, y - 190), Spot(x + 60, y - 500)], 9), Tint.espresso)
        canvas.fill(.rounded(x - 84, y - 214, 66, 88, 6).turned(-8, about: Spot(x - 50, y - 170)), Tint.brick)
        let rim = Shape.arc(x + 40, y - 400, 250, 190, from: 180, to: 360)
        canvas.fill(Shape(rim), Tint.saffron)
        canvas.fill(Shape(Shape.arc(x + 40, y - 400, 84, 188, from: 180, to: 360)), Tint.cream)
        canvas.fill(.rounded(x - 212, y - 408, 504, 14, 7), Tint.orange)
        canvas.fill(.ellipse(x, y + 14, 150, 16), Tint.night)
    }

    static func shelf(_ random: inout SeededRandom) -> Canvas {
        var canvas = Canvas(1200, 900, paper: Colour(0xD9B384))
        let colours = [
            Tint.brick, Tint.teal, Tint.ochre, Tint.moss, Tint.cream, Tint.orange, Tint.night, Tint.rose, Tint.leaf,
        ]
        canvas.fill(.rect(40, 30, 1120, 880), Tint.coffee)
        for (number, board) in [300.0, 580, 860].enumerated() {
            canvas.fill(.rect(64, board - 256, 1072, 256), Tint.espresso)
            let rooms: [(Double, Double)] = [[(84, 640), (800, 1116)], [(84, 420), (620, 1116)], [(84, 1116)]][number]
            for room in rooms { canvas.spines(from: room.0, to: room.1, on: board, tall: 226, colours, &random) }
            canvas.fill(.rect(40, board, 1120, 24), Colour(0x8A5A3B))
            canvas.fill(.rect(40, board, 1120, 5), Tint.ochre)
        }
        canvas.cup(718, 296, 108, Tint.cream, band: Tint.teal, saucer: Tint.sand)
        canvas.fill(.polygon((470, 500), (570, 500), (556, 580), (484, 580)), Tint.orange)
        for (degrees, size) in [(-160.0, 96.0), (-130, 130), (-96, 150), (-60, 132), (-24, 100)] {
            canvas.leaf(520, 502, size, degrees, Tint.leaf, vein: Tint.moss)
        }
        canvas.speckle(2200, Colour(0xC99A6A), &random)
        return canvas
    }
}
