/// Capital letters drawn with a round pen, for posters and shop signs.
enum Lettering {
    /// A letter's lines in a box one high, and how wide it is.
    private struct Letter {
        let width: Double
        let lines: [[Spot]]
    }

    /// The shape of a word whose capitals are `height` high; `pen` is the thickness of a line.
    static func word(_ text: String, x: Double, y: Double, height: Double, pen: Double, gap: Double) -> Shape {
        var shape = Shape()
        var left = x
        for letter in text.map(letter) {
            for line in letter.lines {
                let spots = line.map { Spot(left + $0.x * height, y + $0.y * height) }
                shape = shape + Shape.stroke(spots, pen)
            }
            left += letter.width * height + gap
        }
        return shape
    }

    static func width(of text: String, height: Double, gap: Double) -> Double {
        text.map(letter).reduce(-gap) { $0 + $1.width * height + gap }
    }

    private static func line(_ spots: (Double, Double)...) -> [Spot] { spots.map { Spot($0.0, $0.1) } }

    private static func bow(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ from: Double, _ to: Double)
        -> [Spot]
    { Shape.arc(x * 100, y * 100, rx * 100, ry * 100, from: from, to: to).map { Spot($0.x / 100, $0.y / 100) } }

    private static func letter(_ character: Character) -> Letter {
        letters[character] ?? Letter(width: 0.35, lines: [])
    }

    private static let letters: [Character: Letter] = [
        "A": Letter(width: 0.76, lines: [line((0, 1), (0.38, 0), (0.76, 1)), line((0.14, 0.66), (0.62, 0.66))]),
        "B": Letter(
            width: 0.56,
            lines: [
                line((0, 0), (0, 1)), line((0, 0), (0.3, 0)) + bow(0.3, 0.235, 0.22, 0.235, -90, 90) + line((0, 0.47)),
                line((0, 0.47), (0.3, 0.47)) + bow(0.3, 0.735, 0.26, 0.265, -90, 90) + line((0, 1)),
            ]),
        "C": Letter(width: 0.72, lines: [bow(0.45, 0.5, 0.45, 0.5, 315, 45)]),
        "E": Letter(width: 0.5, lines: [line((0.5, 0), (0, 0), (0, 1), (0.5, 1)), line((0, 0.48), (0.4, 0.48))]),
        "H": Letter(
            width: 0.64, lines: [line((0, 0), (0, 1)), line((0.64, 0), (0.64, 1)), line((0, 0.5), (0.64, 0.5))]),
        "I": Letter(width: 0.04, lines: [line((0.02, 0), (0.02, 1))]),
        "J": Letter(width: 0.46, lines: [line((0.46, 0), (0.46, 0.76)) + bow(0.23, 0.76, 0.23, 0.24, 0, 165)]),
        "K": Letter(
            width: 0.6, lines: [line((0, 0), (0, 1)), line((0.58, 0), (0, 0.56)), line((0.2, 0.38), (0.6, 1))]),
        "L": Letter(width: 0.48, lines: [line((0, 0), (0, 1), (0.48, 1))]),
        "M": Letter(width: 0.84, lines: [line((0, 1), (0.06, 0), (0.42, 0.7), (0.78, 0), (0.84, 1))]),
        "N": Letter(width: 0.66, lines: [line((0, 1), (0, 0), (0.66, 1), (0.66, 0))]),
        "O": Letter(width: 0.96, lines: [bow(0.48, 0.5, 0.48, 0.5, 0, 360)]),
        "P": Letter(
            width: 0.56,
            lines: [
                line((0, 0), (0, 1)), line((0, 0), (0.3, 0)) + bow(0.3, 0.28, 0.26, 0.28, -90, 90) + line((0, 0.56)),
            ]),
        "R": Letter(
            width: 0.58,
            lines: [
                line((0, 0), (0, 1)), line((0, 0), (0.3, 0)) + bow(0.3, 0.27, 0.26, 0.27, -90, 90) + line((0, 0.54)),
                line((0.26, 0.54), (0.58, 1)),
            ]),
        "S": Letter(
            width: 0.54,
            lines: [bow(0.27, 0.25, 0.25, 0.25, 325, 90) + bow(0.27, 0.75, 0.27, 0.25, -90, 145)]),
        "T": Letter(width: 0.66, lines: [line((0, 0), (0.66, 0)), line((0.33, 0), (0.33, 1))]),
        "U": Letter(
            width: 0.62, lines: [line((0, 0), (0, 0.68)) + bow(0.31, 0.68, 0.31, 0.32, 180, 0) + line((0.62, 0))]),
    ]
}
