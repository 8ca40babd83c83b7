public import Foundation

/// Reads a model's prices out of a file in LiteLLM's format (`model_prices_and_context_window.json`).
///
/// Only what our calls can cost is taken, and a price that we do not know how to count is refused rather than left out.
public struct LiteLLMPrices: Sendable {
    public let prices: ModelPrices
    public let takesPictures: Bool

    /// The whole file had 3,176,369 bytes in litellm 1.109.1 (measured, dossier 4.9).
    public static let mostBytes = 8 << 20

    /// - Throws: `Problem` `.badInput`: what is wrong, and where.
    public init(file: Data, model: String) throws(Problem) {
        guard file.count <= LiteLLMPrices.mostBytes else {
            throw Problem(
                .tooLong, "The file of prices is larger than 8 megabytes.",
                do: "Cut out the part of the model you use, with its name.", field: "litellm")
        }
        guard let value = JSONValue(reading: file), let models = value.object else {
            throw Problem(
                .badInput, "The file of prices is no JSON object.", do: "Take the file as LiteLLM publishes it.",
                field: "litellm")
        }
        guard let entry = models[model]?.object else {
            throw Problem(
                .badInput, "The file of prices says nothing of \(model).",
                do: "Check the model's name against the file, or enter the prices by hand.", field: "litellm")
        }
        try self.init(entry: entry, model: model)
    }

    init(entry: [String: JSONValue], model: String) throws(Problem) {
        let reader = LiteLLMEntry(fields: entry, model: model)
        try reader.mustHoldNothingElse()
        let output = try reader.output(above: nil)
        var tiers = [
            TokenTier(
                above: 0, input: try reader.price("input_cost_per_token"),
                cached: try reader.priceIfAny("cache_read_input_token_cost"), output: output)
        ]
        for above in try reader.thresholds() {
            let suffix = "_above_\(above / 1000)k_tokens"
            tiers.append(
                TokenTier(
                    above: above,
                    input: try reader.priceIfAny("input_cost_per_token" + suffix) ?? tiers[0].input,
                    cached: try reader.priceIfAny("cache_read_input_token_cost" + suffix) ?? tiers[0].cached,
                    output: try reader.output(above: suffix)))
        }
        guard tiers.contains(where: { $0.input.micros > 0 || $0.output.micros > 0 }) else {
            throw reader.wrong("all its prices are 0; choose \"free\" if that is what is meant")
        }
        prices = .tokens(tiers: tiers)
        takesPictures = entry["supports_vision"] == true
    }
}

/// One model's part of the file.
private struct LiteLLMEntry {
    let fields: [String: JSONValue]
    let model: String

    /// Prices of what our calls never contain: sound, batches, other service classes, what a cache is written for, search.
    private static let elsewhere = [
        "audio", "batch", "flex", "priority", "cache_creation", "search", "video", "character", "code_interpreter",
        "file_search", "vector_store", "computer_use", "embedding", "_hd_", "reasoning",
    ]
    private static let ours = ["input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost"]

    func mustHoldNothingElse() throws(Problem) {
        for name in fields.keys.sorted() where name.contains("cost") {
            let isOurs = LiteLLMEntry.ours.contains { name == $0 || name.hasPrefix($0 + "_above_") }
            guard isOurs || LiteLLMEntry.elsewhere.contains(where: name.contains) else {
                throw wrong("it has a price that Kicau cannot count, \(String(name.prefix(60)))")
            }
        }
    }

    /// What a model thinks to itself is counted as output, and may cost more.
    func output(above suffix: String?) throws(Problem) -> UnitPrice {
        let name = "output_cost_per_token"
        var spoken = try price(name)
        if let suffix, let long = try priceIfAny(name + suffix) { spoken = long }
        guard let thought = try priceIfAny("output_cost_per_reasoning_token") else { return spoken }
        return spoken.max(thought)
    }

    func price(_ name: String) throws(Problem) -> UnitPrice {
        guard let price = try priceIfAny(name) else { throw wrong("\(name) is missing") }
        return price
    }

    func priceIfAny(_ name: String) throws(Problem) -> UnitPrice? {
        switch fields[name] {
        case nil, .null: return nil
        case .integer(let dollars): return try read("\(dollars)", name)
        // The shortest text that means this number is the one that stood in the file.
        case .number(let dollars): return try read(dollars.description, name)
        case .string, .bool, .array, .object: throw wrong("\(name) is not a number")
        }
    }

    private func read(_ text: String, _ name: String) throws(Problem) -> UnitPrice {
        guard let price = UnitPrice(dollarsEach: text) else { throw wrong("\(name) is no price: \(text)") }
        return price
    }

    /// "above_200k_tokens" in any of its prices, lowest first.
    func thresholds() throws(Problem) -> [Int] {
        var found: Set<Int> = []
        for name in fields.keys where LiteLLMEntry.ours.contains(where: { name.hasPrefix($0 + "_above_") }) {
            guard let mark = name.range(of: "_above_"), name.hasSuffix("k_tokens") else {
                guard LiteLLMEntry.elsewhere.contains(where: name.contains) else {
                    throw wrong("it has a price that Kicau cannot count, \(String(name.prefix(60)))")
                }
                continue
            }
            let number = name[mark.upperBound...].dropLast("k_tokens".count)
            guard let thousands = Int(number), (1...100_000).contains(thousands) else {
                throw wrong("it has a price that Kicau cannot count, \(String(name.prefix(60)))")
            }
            found.insert(thousands * 1000)
        }
        guard found.count < ModelPrices.mostTiers else { throw wrong("it has more than four lengths with prices") }
        return found.sorted()
    }

    func wrong(_ what: String) -> Problem {
        Problem(
            .badInput, "The file's prices of \(model) cannot be used: \(what).",
            do: "Enter the prices by hand, with their source and day.", field: "litellm")
    }
}
