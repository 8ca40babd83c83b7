/// Samples as Prometheus reads them: its text format, version 0.0.4.
public enum Exposition {
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Each measure once, with all its samples under it; one without samples is left out.
    public static func text(_ samples: [Sample]) -> String {
        let byMeasure = Dictionary(grouping: samples, by: \.measure)
        var lines: [String] = []
        for measure in byMeasure.keys.sorted(by: { $0.name < $1.name }) {
            lines.append("# HELP \(measure.name) \(escaped(measure.help, quotes: false))")
            lines.append("# TYPE \(measure.name) \(word(measure.kind))")
            for sample in (byMeasure[measure] ?? []).sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
                lines += Exposition.lines(sample)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func word(_ kind: Measure.Kind) -> String {
        switch kind {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        case .summary: "summary"
        }
    }

    private static func lines(_ sample: Sample) -> [String] {
        let name = sample.measure.name
        let labels = zip(sample.measure.labels, sample.labels).map { ($0, $1) }
        switch sample.value {
        case .number(let value):
            return ["\(name)\(braces(labels)) \(number(value))"]
        case .summary(let sum, let count):
            return ["\(name)_sum\(braces(labels)) \(number(sum))", "\(name)_count\(braces(labels)) \(count)"]
        case .histogram(let buckets, let sum, let count):
            guard case .histogram(let bounds) = sample.measure.kind else { return [] }
            var below = 0
            var lines = zip(bounds, buckets).map { bound, inside in
                below += inside
                return "\(name)_bucket\(braces(labels + [("le", number(bound))])) \(below)"
            }
            lines.append("\(name)_bucket\(braces(labels + [("le", "+Inf")])) \(count)")
            return lines + ["\(name)_sum\(braces(labels)) \(number(sum))", "\(name)_count\(braces(labels)) \(count)"]
        }
    }

    private static func braces(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0)=\"\(escaped($1, quotes: true))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        let plain = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? plain.replacing("\"", with: "\\\"") : plain
    }

    /// Whole numbers without a fraction: a byte count of nine digits must not become 1.2e+08.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : String(value)
    }
}
