/// A model of the rehearsal, with its own price table in micro-dollars for a million tokens.
struct ChatModel {
    let name: String
    let takesPictures: Bool
    let input: Int64
    let cached: Int64
    let output: Int64
    /// Above so many tokens asked, all of them cost the second prices.
    let longAbove: Int
    let longInput: Int64
    let longCached: Int64
    let longOutput: Int64

    static let all = [
        ChatModel(
            name: "rehearsal-small", takesPictures: true, input: 150_000, cached: 75_000, output: 600_000,
            longAbove: 2_000, longInput: 300_000, longCached: 150_000, longOutput: 900_000),
        ChatModel(
            name: "rehearsal-words", takesPictures: false, input: 50_000, cached: 25_000, output: 200_000,
            longAbove: 1_000_000, longInput: 50_000, longCached: 25_000, longOutput: 200_000),
    ]
}

/// What one answer used, and what it costs by the model's own table.
struct ChatUse {
    let prompt: Int
    let cached: Int
    let completion: Int

    func lines(of model: ChatModel) -> [(item: String, count: Int, microUSD: Int64)] {
        let isLong = prompt > model.longAbove
        let rows: [(String, Int, Int64)] = [
            ("input", prompt - cached, isLong ? model.longInput : model.input),
            ("cached input", cached, isLong ? model.longCached : model.cached),
            ("output", completion, isLong ? model.longOutput : model.output),
        ]
        return rows.filter { $0.1 > 0 }.map { name, count, price in
            ("\(model.name) \(name)", count, ChatUse.rounded(Int64(count) * price))
        }
    }

    /// Millionths of a micro-dollar to whole ones, a half to the even one.
    private static func rounded(_ millionths: Int64) -> Int64 {
        let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        if rest == 500_000 { return whole + whole % 2 }
        return rest > 500_000 ? whole + 1 : whole
    }
}

/// How the language model of the rehearsal is reached.
public enum RehearsalModel {
    public static let name = "rehearsal-small"
    public static let key = AssistantSimulator.key
}
