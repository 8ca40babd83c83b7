import Foundation
import KicauCore
import Testing

@Suite("A file of prices in LiteLLM's format")
struct LiteLLMPricesTests {
    private static let entry = """
        {"gpt": {"input_cost_per_token": 1.25e-06, "output_cost_per_token": 1e-05, "supports_vision": true,
         "cache_read_input_token_cost": 1.25e-07, "input_cost_per_token_above_272k_tokens": 2.5e-06,
         "output_cost_per_token_above_272k_tokens": 1.5e-05, "input_cost_per_token_batches": 6e-07,
         "input_cost_per_token_priority": 2e-06, "cache_creation_input_token_cost": 1e-06,
         "litellm_provider": "openai", "max_output_tokens": 100}, "other": {"nonsense_cost": 1}}
        """

    @Test func `gives the model's tiers, and leaves the other models alone`() throws {
        let read = try LiteLLMPrices(file: Data(Self.entry.utf8), model: "gpt")

        guard case .tokens(let tiers) = read.prices else { throw Problem(.broken, "no tokens", do: "") }
        #expect(tiers.map(\.above) == [0, 272_000])
        #expect(tiers.map { $0.input.total(of: 1_000_000, .up).microUSD } == [1_250_000, 2_500_000])
        #expect(tiers.map { $0.output.total(of: 1_000_000, .up).microUSD } == [10_000_000, 15_000_000])
        #expect(tiers[0].cached?.total(of: 1_000_000, .up).microUSD == 125_000)
        #expect(read.takesPictures)
    }

    @Test(arguments: [
        "[]", "no", "{}", #"{"gpt": 1}"#, #"{"gpt": {}}"#, #"{"gpt": {"input_cost_per_token": 1e-6}}"#,
        #"{"gpt": {"input_cost_per_token": "1", "output_cost_per_token": 1}}"#,
        #"{"gpt": {"input_cost_per_token": -1, "output_cost_per_token": 1}}"#,
        #"{"gpt": {"input_cost_per_token": 0, "output_cost_per_token": 0}}"#,
        #"{"gpt": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6, "input_cost_per_request": 1}}"#,
        #"{"gpt": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6, "input_cost_per_image": 1e-3}}"#,
        #"{"gpt": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6, "input_cost_per_token_above_x": 1}}"#,
    ])
    func `is refused with a sentence where something in it cannot be counted`(file: String) {
        #expect(throws: Problem.self) { try LiteLLMPrices(file: Data(file.utf8), model: "gpt") }
    }

    @Test func `counts what a model thinks to itself as output, at the dearer price`() throws {
        let file = """
            {"m": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "output_cost_per_reasoning_token": 3e-06}}
            """
        let read = try LiteLLMPrices(file: Data(file.utf8), model: "m")

        guard case .tokens(let tiers) = read.prices else { throw Problem(.broken, "no tokens", do: "") }
        #expect(tiers[0].output.total(of: 1_000_000, .up).microUSD == 3_000_000)
    }
}
