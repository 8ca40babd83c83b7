import ArgumentParser
import Foundation
import KicauCore

struct AssistantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assistant",
        abstract: "Set the language model of a running Kicau up, and say what it costs.",
        discussion: """
            Any server that speaks OpenAI's chat completions. Until its prices are entered it is not called. Its key is \
            read from the environment: KICAU_AI_KEY.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [AssistantShow.self, AssistantSet.self, AssistantPrice.self, AssistantOff.self]
    )
}

struct AssistantShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the language model, its prices and calls in doubt.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let assistant = try await flags.client().get("/assistant")
            if flags.json { return try ClientTalk.printJSON(assistant) }
            AssistantTable.print(assistant)
        }
    }
}

struct AssistantSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set a language model up.",
        discussion: """
            Its key, if it needs one, is read from KICAU_AI_KEY; without that variable the kept key stays. An address \
            without https or in a private network is called only when the operator has listed it in allowed_origins.
            """)

    @Argument(help: "Its address up to the version: https://api.openai.com/v1.")
    var address: String

    @Argument(help: "The model's name there.")
    var model: String

    @Flag(help: "It takes pictures.")
    var pictures = false

    @Flag(help: "Answers come in one piece, not word by word.")
    var whole = false

    @Option(help: "The longest answer, in tokens.")
    var mostOutput: Int?

    @Option(help: "The most tokens that a picture can be counted as.")
    var pictureTokens: Int?

    @Flag(help: "The limit on an answer is called max_completion_tokens, as newer models of OpenAI want it.")
    var newerLimit = false

    @Flag(help: "Forget the kept key.")
    var dropKey = false

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        var body: [String: JSONValue] = [
            "base_url": .string(address), "model": .string(model), "pictures": .bool(pictures),
            "streams": .bool(!whole),
            "limit_name": .string((newerLimit ? ModelEndpoint.LimitName.newer : .usual).rawValue),
        ]
        body["most_output"] = mostOutput.map { .integer(Int64($0)) }
        body["picture_tokens"] = pictureTokens.map { .integer(Int64($0)) }
        let key = ProcessInfo.processInfo.environment["KICAU_AI_KEY"] ?? ""
        if !key.isEmpty { body["secret"] = .string(key) }
        if dropKey { body["drop_key"] = true }
        let asked = JSONValue.object(body)
        try await ClientTalk.run {
            let assistant = try await flags.client().put("/assistant", .json(asked), key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(assistant) }
            AssistantTable.print(assistant)
        }
    }
}

struct AssistantPrice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price", abstract: "Enter what the model costs from now on.",
        discussion: """
            By tokens (--input, --output, --cached: dollars for a million), by the second (--second), by energy \
            (--kilowatt-hour and --watts), --free, or --litellm FILE: prices in LiteLLM's format, of which the model's part \
            alone is sent. All but the last need --source. Where long calls cost more: --above with what they cost then.

              kicau assistant price --input 0.15 --output 0.60 --source "openai.com/pricing, 2026-11-27"
              kicau assistant price --input 1.25 --output 10 --above 200000 --input-above 2.50 --output-above 15 \\
                --source "the price list of 2026-11-27"
            """)

    @Option(help: "Dollars for a million tokens in.")
    var input: String?

    @Option(help: "Dollars for a million tokens out.")
    var output: String?

    @Option(help: "Dollars for a million tokens that are still known there.")
    var cached: String?

    @Option(help: "Calls with more tokens asked than this have prices of their own.")
    var above: Int?

    @Option(help: "With --above: dollars for a million tokens in.")
    var inputAbove: String?

    @Option(help: "With --above: dollars for a million tokens out.")
    var outputAbove: String?

    @Option(help: "With --above: dollars for a million tokens that are still known there.")
    var cachedAbove: String?

    @Option(help: "Dollars for a second.")
    var second: String?

    @Option(help: "Dollars for a kilowatt-hour.")
    var kilowattHour: String?

    @Option(help: "With --kilowatt-hour: what the machine draws while it works.")
    var watts: Int?

    @Flag(help: "It costs nothing.")
    var free = false

    @Option(help: "A file of prices in LiteLLM's format.")
    var litellm: String?

    @Option(help: "Where the prices were read, and when.")
    var source = ""

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        let ways = [input != nil || output != nil, second != nil, kilowattHour != nil, free, litellm != nil]
        guard ways.filter({ $0 }).count == 1 else {
            throw ValidationError(
                "Say one of: --input with --output, --second, --kilowatt-hour with --watts, --free, --litellm.")
        }
        let long = [inputAbove, outputAbove, cachedAbove].compactMap(\.self)
        guard above != nil || long.isEmpty else {
            throw ValidationError("Say with --above from which length on these prices hold.")
        }
        guard above == nil || input != nil || output != nil else {
            throw ValidationError("--above goes with --input and --output.")
        }
    }

    func run() async throws {
        try await ClientTalk.run {
            let client = try flags.client()
            let model = try await client.get("/assistant")["endpoint"]?.text("model") ?? ""
            let assistant = try await client.put(
                "/assistant/prices", .json(.object(try body(for: model))), key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(assistant) }
            AssistantTable.print(assistant)
        }
    }

    private func body(for model: String) throws -> [String: JSONValue] {
        var body: [String: JSONValue] = ["source": .string(source)]
        if let litellm {
            body["litellm"] = .string(try AssistantPrice.part(of: litellm, for: model))
        } else if free {
            body["basis"] = "free"
        } else if let second {
            body["basis"] = "seconds"
            body["micro_usd"] = try micros(second, "--second")
        } else if let kilowattHour {
            body["basis"] = "energy"
            body["micro_usd"] = try micros(kilowattHour, "--kilowatt-hour")
            body["watts"] = .integer(Int64(watts ?? 0))
        } else {
            body["basis"] = "tokens"
            body["tiers"] = .array(try tiers())
        }
        return body
    }

    private func tiers() throws -> [JSONValue] {
        let usual = try tier(0, input, output, cached, "")
        guard let above else { return [usual] }
        return [usual, try tier(above, inputAbove, outputAbove, cachedAbove, "-above")]
    }

    private func tier(
        _ above: Int, _ input: String?, _ output: String?, _ cached: String?, _ ending: String
    ) throws -> JSONValue {
        var tier: [String: JSONValue] = [
            "above": .integer(Int64(above)), "input_micro_usd": try micros(input ?? "", "--input" + ending),
            "output_micro_usd": try micros(output ?? "", "--output" + ending),
        ]
        if let cached { tier["cached_micro_usd"] = try micros(cached, "--cached" + ending) }
        return .object(tier)
    }

    private func micros(_ text: String, _ flag: String) throws -> JSONValue {
        guard let money = Money(dollars: text) else {
            throw ClientTalk.wrongUsage("\(flag) is not an amount of dollars, such as 0.15.")
        }
        return .integer(money.microUSD)
    }

    /// The whole file is larger than a request may be.
    private static func part(of file: String, for model: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: file), bytes.count <= LiteLLMPrices.mostBytes,
            let value = JSONValue(reading: bytes)
        else { throw ClientTalk.wrongUsage("\(file) is no JSON file of at most 8 megabytes.") }
        guard let part = value[model] else {
            throw ClientTalk.wrongUsage("\(file) says nothing of \(model).")
        }
        return JSONValue.object([model: part]).text
    }
}

struct AssistantOff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "off", abstract: "Turn the assistant off and forget its key.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            _ = try await flags.client().delete("/assistant", key: UUID().uuidString)
            Talk.say("The assistant is off; its address and key are forgotten.")
        }
    }
}

/// The language model as the terminal shows it.
enum AssistantTable {
    static func print(_ assistant: JSONValue) {
        guard let endpoint = assistant["endpoint"] else { return Talk.say("No language model is set up.") }
        ClientTalk.printTable(
            ["MODEL", "ADDRESS", "KEY", "PICTURES", "MOST OUTPUT"],
            [
                [
                    endpoint.text("model"), endpoint.text("base_url"), endpoint["has_key"] == true ? "yes" : "no",
                    endpoint["pictures"] == true ? "yes" : "no", endpoint.text("most_output"),
                ]
            ])
        guard let prices = assistant["prices"] else {
            return Talk.say("Nobody has said what it costs, so it is not called: kicau assistant price.")
        }
        let tiers = prices["tiers"]?.array ?? []
        let words =
            tiers.isEmpty
            ? ["\(prices.text("basis")) \(dollars(prices["micro_usd"]))\(watts(prices))"]
            : tiers.map {
                "above \($0.text("above")): \(dollars($0["input_micro_usd"])) in, "
                    + "\(dollars($0["output_micro_usd"])) out a million tokens\(known($0))"
            }
        Swift.print("\n" + words.joined(separator: "\n") + "\n" + ClientTalk.plain(prices.text("source")))
        let doubts = assistant["in_doubt"]?.array ?? []
        if !doubts.isEmpty { Talk.say("\(doubts.count) calls are in doubt: see the page AI.") }
    }

    private static func watts(_ prices: JSONValue) -> String { prices["watts"]?.int.map { " at \($0) watts" } ?? "" }

    private static func known(_ tier: JSONValue) -> String {
        let known = dollars(tier["cached_micro_usd"])
        return known.isEmpty ? "" : ", \(known) where still known there"
    }

    static func dollars(_ value: JSONValue?) -> String {
        value?.int.map { "$" + Money(microUSD: Int64($0)).dollars } ?? ""
    }
}
