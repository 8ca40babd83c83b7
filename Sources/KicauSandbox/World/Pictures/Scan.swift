/// Turns a shape into runs of pixels, line by line, with four samples a line for smooth edges.
struct Scan {
    private struct Edge {
        let top: Double
        let bottom: Double
        let x: Double
        let slope: Double
        let turn: Int
    }

    private static let samples = 4
    /// What a whole pixel of one sample counts.
    private static let whole = 256
    private let width: Int
    private let height: Int
    private let edges: [Edge]

    init(_ shape: Shape, width: Int, height: Int) {
        self.width = width
        self.height = height
        var edges: [Edge] = []
        for contour in shape.contours {
            for (index, from) in contour.enumerated() {
                let to = contour[(index + 1) % contour.count]
                guard from.y != to.y else { continue }
                let (high, low) = from.y < to.y ? (from, to) : (to, from)
                edges.append(
                    Edge(
                        top: high.y, bottom: low.y, x: high.x, slope: (low.x - high.x) / (low.y - high.y),
                        turn: from.y < to.y ? 1 : -1))
            }
        }
        self.edges = edges.sorted { $0.top < $1.top }
    }

    /// Gives each run: where it starts in the pixels, how long it is, and its level of cover from 1 to 4.
    func runs(_ run: (Int, Int, Int) -> Void) {
        guard let first = edges.first, let bottom = edges.map(\.bottom).max() else { return }
        var active: [Edge] = []
        var next = 0
        var changes: [Int] = []
        for line in max(0, Int(first.top))..<max(max(0, Int(first.top)), min(height, Int(bottom) + 1)) {
            changes.removeAll(keepingCapacity: true)
            for sample in 0..<Scan.samples {
                let y = Double(line) + (Double(sample) + 0.5) / Double(Scan.samples)
                while next < edges.count, edges[next].top <= y {
                    active.append(edges[next])
                    next += 1
                }
                active.removeAll { $0.bottom <= y }
                addSpans(of: active, at: y, to: &changes)
            }
            emit(&changes, line: line, run)
        }
    }

    /// Nonzero winding: overlapping contours of one shape are one.
    private func addSpans(of active: [Edge], at y: Double, to changes: inout [Int]) {
        guard active.count > 1 else { return }
        var crossings: [(x: Double, turn: Int)] = []
        for edge in active { crossings.append((edge.x + (y - edge.top) * edge.slope, edge.turn)) }
        crossings.sort { $0.x < $1.x }
        var winding = 0
        var start = 0.0
        for crossing in crossings {
            if winding == 0 { start = crossing.x }
            winding += crossing.turn
            if winding == 0 { addSpan(from: start, to: crossing.x, to: &changes) }
        }
    }

    /// A span as changes of cover along the line; each is packed with its place, so that sorting is cheap.
    private func addSpan(from: Double, to: Double, to changes: inout [Int]) {
        let from = min(max(from, 0), Double(width))
        let to = min(max(to, 0), Double(width))
        guard to > from else { return }
        let (first, last) = (Int(from), Int(to))
        func change(_ x: Int, _ by: Double) { changes.append((x << 20) + Int(by) + 524_288) }
        let unit = Double(Scan.whole)
        if first == last {
            let part = ((to - from) * unit).rounded()
            change(first, part)
            change(first + 1, -part)
        } else {
            let (head, tail) = (((Double(first + 1) - from) * unit).rounded(), ((to - Double(last)) * unit).rounded())
            change(first, head)
            change(first + 1, unit - head)
            change(last, tail - unit)
            change(last + 1, -tail)
        }
    }

    private func emit(_ changes: inout [Int], line: Int, _ run: (Int, Int, Int) -> Void) {
        changes.sort()
        var cover = 0
        for (number, packed) in changes.enumerated() {
            cover += (packed & 0xFFFFF) - 524_288
            guard number + 1 < changes.count else { return }
            let from = packed >> 20
            let to = min(changes[number + 1] >> 20, width)
            let level = (cover * 4 + Scan.whole * Scan.samples / 2) / (Scan.whole * Scan.samples)
            if to > from, level > 0 { run(line * width + from, to - from, min(level, 4)) }
        }
    }
}
