/// A model of the rehearsal, with its own price table.
struct ChatModel {
    /// In micro-dollars for a million tokens.
    struct Row {
        let input: Int64
        let cached: Int64
        let output: Int64
    }

    enum Prices {
        /// Above so many tokens asked, all of them cost the second row.
        case tokens(Row, above: Int, Row)
        /// In micro-dollars for a second of work.
        case seconds(Int64)
        /// In micro-dollars for a kilowatt-hour, on a machine that draws so much while it works.
        case energy(Int64, watts: Int64)
    }

    let name: String
    let takesPictures: Bool
    let prices: Prices

    /// A machine of one's own takes its time; what somebody hosts answers at once.
    var isLocal: Bool {
        switch prices {
        case .tokens: false
        case .seconds, .energy: true
        }
    }

    private static let words = Row(input: 50_000, cached: 25_000, output: 200_000)

    static let all = [
        ChatModel(
            name: "rehearsal-small", takesPictures: true,
            prices: .tokens(
                Row(input: 150_000, cached: 75_000, output: 600_000), above: 2_000,
                Row(input: 300_000, cached: 150_000, output: 900_000))),
        ChatModel(name: "rehearsal-words", takesPictures: false, prices: .tokens(words, above: 1_000_000, words)),
        ChatModel(name: "rehearsal-local", takesPictures: false, prices: .seconds(120)),
        ChatModel(name: "rehearsal-watts", takesPictures: false, prices: .energy(190_000, watts: 180)),
    ]
}

/// What one answer used, and what it costs by the model's own table.
struct ChatUse {
    var prompt: Int
    var cached: Int
    /// All that the model made, what it thought to itself included.
    var completion: Int
    var thought = 0

    func lines(of model: ChatModel, workedMs: Int64) -> [(item: String, count: Int, microUSD: Int64)] {
        switch model.prices {
        case .tokens(let short, let above, let long): return lines(of: model.name, by: prompt > above ? long : short)
        case .seconds(let price):
            return [("\(model.name) milliseconds", Int(workedMs), ChatUse.rounded(workedMs * price, in: 1_000))]
        case .energy(let price, let watts):
            let wattMs = workedMs * watts
            return [
                ("\(model.name) watt-seconds", Int(wattMs / 1_000), ChatUse.rounded(wattMs * price, in: 3_600_000_000))
            ]
        }
    }

    private func lines(of name: String, by row: ChatModel.Row) -> [(item: String, count: Int, microUSD: Int64)] {
        let rows: [(String, Int, Int64)] = [
            ("input", prompt - cached, row.input), ("cached input", cached, row.cached),
            ("output", completion, row.output),
        ]
        return rows.filter { $0.1 > 0 }.map { item, count, price in
            ("\(name) \(item)", count, ChatUse.rounded(Int64(count) * price, in: 1_000_000))
        }
    }

    /// To whole micro-dollars, a half to the even one.
    private static func rounded(_ parts: Int64, in one: Int64) -> Int64 {
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: one)
        if rest * 2 == one { return whole + whole % 2 }
        return rest * 2 > one ? whole + 1 : whole
    }
}

/// How the language model of the rehearsal is reached.
public enum RehearsalModel {
    public static let name = "rehearsal-small"
    /// On a machine of one's own: paid by the second, 120 micro-dollars each.
    public static let local = "rehearsal-local"
    /// The same paid by energy: $0.19 for a kilowatt-hour, at 180 watts.
    public static let watts = "rehearsal-watts"
    public static let key = AssistantSimulator.key
}
