/// What happened, line by line; told only when somebody wants to read it.
final class Story: Sendable {
    private let lines: Cell<[String]>?

    init(isTold: Bool) { lines = isTold ? Cell([]) : nil }

    func tell(_ at: Int64, _ who: String, _ what: () -> String) {
        guard let lines else { return }
        lines.value.append("\(Story.clock(at)) \(who): \(what())")
    }

    var text: String { lines?.value.joined(separator: "\n") ?? "" }

    /// "00:05:12.345"
    private static func clock(_ ms: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let rest = String(ms % 1000 + 1000).dropFirst()
        return "\(two(ms / 3_600_000)):\(two(ms / 60_000 % 60)):\(two(ms / 1000 % 60)).\(rest)"
    }
}
