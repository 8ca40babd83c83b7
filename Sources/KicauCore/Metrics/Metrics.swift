import Synchronization

/// What this process has counted since it began.
public final class Metrics: Sendable {
    private struct Key: Hashable {
        let measure: String
        let labels: [String]
    }

    private let cells = Mutex<[Key: Sample.Value]>([:])

    public init() {}

    /// `words` are the values of the measure's labels, in their order.
    public func count(_ measure: Measure, _ words: String..., by amount: Double = 1) {
        cells.withLock { cells in
            let key = Key(measure: measure.name, labels: words)
            guard case .number(let before) = cells[key] else { return cells[key] = .number(amount) }
            cells[key] = .number(before + amount)
        }
    }

    public func observe(_ measure: Measure, _ words: String..., value: Duration) {
        guard case .histogram(let bounds) = measure.kind else { return }
        let seconds = value.inSeconds
        cells.withLock { cells in
            let key = Key(measure: measure.name, labels: words)
            var buckets = [Int](repeating: 0, count: bounds.count)
            var (sum, count) = (0.0, 0)
            if case .histogram(let known, let knownSum, let knownCount) = cells[key] {
                (buckets, sum, count) = (known, knownSum, knownCount)
            }
            if let place = bounds.firstIndex(where: { seconds <= $0 }) { buckets[place] += 1 }
            cells[key] = .histogram(buckets: buckets, sum: sum + seconds, count: count + 1)
        }
    }

    /// Everything counted, in no order.
    public func samples() -> [Sample] {
        let byName = Dictionary(Measure.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return cells.withLock { $0 }.compactMap { key, value in
            byName[key.measure].map { Sample($0, key.labels, value) }
        }
    }
}

/// One value of one measure.
public struct Sample: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        case number(Double)
        /// Buckets hold what lies between two bounds, not what lies below one.
        case histogram(buckets: [Int], sum: Double, count: Int)
        case summary(sum: Double, count: Int)
    }

    public let measure: Measure
    public let labels: [String]
    public let value: Value

    public init(_ measure: Measure, _ labels: [String], _ value: Value) {
        self.measure = measure
        self.labels = labels
        self.value = value
    }

    public init(_ measure: Measure, _ labels: [String], _ number: Double) {
        self.init(measure, labels, .number(number))
    }

    public init(_ measure: Measure, _ number: Double) { self.init(measure, [], .number(number)) }
}

extension Duration {
    public var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension Instant {
    public var inSeconds: Double { Double(ms) / 1000 }
}
