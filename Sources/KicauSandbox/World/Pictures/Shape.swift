import Foundation

/// A place on the paper, from its upper left corner.
struct Spot {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    static func + (a: Spot, b: Spot) -> Spot { Spot(a.x + b.x, a.y + b.y) }
}

/// Closed outlines whose union is filled.
struct Shape {
    private(set) var contours: [[Spot]] = []

    init() {}

    /// All outlines are turned the same way, so that where two overlap there is no hole.
    init(_ spots: [Spot]) { add(spots) }

    mutating func add(_ spots: [Spot]) {
        guard spots.count > 2 else { return }
        var area = 0.0
        for (index, spot) in spots.enumerated() {
            let next = spots[(index + 1) % spots.count]
            area += spot.x * next.y - next.x * spot.y
        }
        contours.append(area < 0 ? spots.reversed() : spots)
    }

    static func + (a: Shape, b: Shape) -> Shape {
        var sum = a
        sum.contours += b.contours
        return sum
    }

    func moved(_ x: Double, _ y: Double) -> Shape { mapped { Spot($0.x + x, $0.y + y) } }

    /// Turned clockwise about a spot, in degrees.
    func turned(_ degrees: Double, about centre: Spot) -> Shape {
        let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
        return mapped { spot in
            let (x, y) = (spot.x - centre.x, spot.y - centre.y)
            return Spot(centre.x + x * cosine - y * sine, centre.y + x * sine + y * cosine)
        }
    }

    private func mapped(_ change: (Spot) -> Spot) -> Shape {
        var copy = Shape()
        for contour in contours { copy.add(contour.map(change)) }
        return copy
    }
}

extension Shape {
    static func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Shape {
        Shape([Spot(x, y), Spot(x + width, y), Spot(x + width, y + height), Spot(x, y + height)])
    }

    static func polygon(_ spots: (Double, Double)...) -> Shape { Shape(spots.map { Spot($0.0, $0.1) }) }

    static func circle(_ x: Double, _ y: Double, _ radius: Double) -> Shape { ellipse(x, y, radius, radius) }

    static func ellipse(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double) -> Shape {
        Shape(Array(arc(x, y, rx, ry, from: 0, to: 360).dropLast()))
    }

    static func rounded(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ radius: Double) -> Shape {
        let r = min(radius, width / 2, height / 2)
        return Shape(
            arc(x + r, y + r, r, r, from: 180, to: 270) + arc(x + width - r, y + r, r, r, from: 270, to: 360)
                + arc(x + width - r, y + height - r, r, r, from: 0, to: 90)
                + arc(x + r, y + height - r, r, r, from: 90, to: 180))
    }

    /// Spots along an arc; 0° is to the right and degrees go clockwise.
    static func arc(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double, from: Double, to: Double) -> [Spot] {
        let steps = max(4, Int(abs(to - from) / 360 * (12 + max(rx, ry).squareRoot() * 5)))
        return (0...steps).map { step in
            let angle = (from + (to - from) * Double(step) / Double(steps)) * .pi / 180
            return Spot(x + rx * cos(angle), y + ry * sin(angle))
        }
    }

    /// A line drawn with a round pen.
    static func stroke(_ spots: [Spot], _ width: Double) -> Shape {
        let half = width / 2
        var shape = Shape()
        for (from, to) in zip(spots, spots.dropFirst()) {
            let (x, y) = (to.x - from.x, to.y - from.y)
            let length = (x * x + y * y).squareRoot()
            guard length > 0.01 else { continue }
            let across = Spot(-y / length * half, x / length * half)
            let back = Spot(-across.x, -across.y)
            shape.add([from + across, to + across, to + back, from + back])
        }
        for spot in spots { shape.add(circle(spot.x, spot.y, half).contours.first ?? []) }
        return shape
    }

    /// A smooth closed line through the spots.
    static func blob(_ corners: [Spot]) -> Shape { Shape(smooth(corners, closed: true)) }

    /// A smooth line through the spots (Catmull and Rom's).
    static func smooth(_ corners: [Spot], closed: Bool = false) -> [Spot] {
        guard corners.count > 2 else { return corners }
        let count = corners.count
        func corner(_ index: Int) -> Spot {
            closed ? corners[(index + count) % count] : corners[min(max(index, 0), count - 1)]
        }
        var spots: [Spot] = []
        for index in 0..<(closed ? count : count - 1) {
            let (a, b, c, d) = (corner(index - 1), corner(index), corner(index + 1), corner(index + 2))
            for step in 0..<12 {
                let t = Double(step) / 12
                func curve(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
                    let second = 2 * a - 5 * b + 4 * c - d
                    let third = 3 * b - a - 3 * c + d
                    return 0.5 * (2 * b + (c - a) * t + second * t * t + third * t * t * t)
                }
                spots.append(Spot(curve(a.x, b.x, c.x, d.x), curve(a.y, b.y, c.y, d.y)))
            }
        }
        if !closed, let last = corners.last { spots.append(last) }
        return spots
    }

    /// Ground under a smooth skyline, down to the lower edge of a paper.
    static func ground(_ skyline: [Spot], width: Double, height: Double) -> Shape {
        Shape(smooth(skyline) + [Spot(width + 4, height + 4), Spot(-4, height + 4)])
    }
}
