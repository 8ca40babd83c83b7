import Foundation

/// Where a workspace's language model answers: any address that speaks OpenAI's chat completions.
public struct ModelEndpoint: Hashable, Sendable, Codable {
    /// What the limit on an answer is called: newer models of OpenAI refuse the older name, most other servers know it only.
    public enum LimitName: String, Hashable, Sendable, Codable, CaseIterable {
        case usual = "max_tokens"
        case newer = "max_completion_tokens"
    }

    /// Without a slash at the end: "https://api.openai.com/v1".
    public let baseURL: String
    public let model: String
    public let takesPictures: Bool
    /// Answers come word by word, so that what came of a broken one is not lost.
    public let streams: Bool
    public let limitName: LimitName
    /// The longest answer, in tokens. What a call can cost at most follows from it.
    public let mostOutput: Int
    /// The most tokens that the picture we send can be counted as.
    public let pictureTokens: Int

    public static let usualOutput = 800
    public static let outputRange = 16...16_000
    /// A small picture "in low detail" is 2,833 tokens for gpt-4o-mini, the most of OpenAI's models (from memory).
    public static let usualPictureTokens = 3_000
    public static let pictureRange = 1...100_000
    public static let longestURL = 500
    public static let longestModel = 200
    public static let longestKey = 2_000

    /// - Throws: `Problem` `.badInput`.
    public init(
        baseURL: String, model: String, takesPictures: Bool = false, streams: Bool = true,
        limitName: LimitName = .usual, mostOutput: Int = usualOutput, pictureTokens: Int = usualPictureTokens
    ) throws(Problem) {
        self.baseURL = try ModelEndpoint.checked(baseURL)
        let model = model.trimmingWhitespace
        guard (1...ModelEndpoint.longestModel).contains(model.utf8.count),
            model.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
        else {
            throw Problem(
                .badInput, "The model's name is missing, too long, or has a space in it.",
                do: "Write it as the endpoint lists it, such as gpt-4o-mini or llama3.1:8b.", field: "model")
        }
        guard ModelEndpoint.outputRange.contains(mostOutput) else {
            throw Problem(
                .badInput, "The longest answer is not a number from 16 to 16000 tokens.",
                do: "Write a number such as \(ModelEndpoint.usualOutput).", field: "most_output")
        }
        guard ModelEndpoint.pictureRange.contains(pictureTokens) else {
            throw Problem(
                .badInput, "The tokens of a picture are not a number from 1 to 100000.",
                do: "Write a number such as \(ModelEndpoint.usualPictureTokens).", field: "picture_tokens")
        }
        self.model = model
        self.takesPictures = takesPictures
        self.streams = streams
        self.limitName = limitName
        self.mostOutput = mostOutput
        self.pictureTokens = pictureTokens
    }

    /// "api.openai.com": where things go.
    public var host: String { URLComponents(string: baseURL)?.host ?? baseURL }
    public var chatURL: String { baseURL + "/chat/completions" }

    private static func checked(_ text: String) throws(Problem) -> String {
        var text = text.trimmingWhitespace
        while text.hasSuffix("/") { text.removeLast() }
        guard text.utf8.count <= longestURL, let parts = URLComponents(string: text),
            ["http", "https"].contains(parts.scheme ?? ""), parts.host?.isEmpty == false, parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil
        else {
            throw Problem(
                .badInput, "\"\(String(text.prefix(80)))\" is not the address of a model.",
                do: "Write it up to the version, such as https://api.openai.com/v1 or http://10.0.0.5:11434/v1.",
                field: "base_url")
        }
        return text
    }
}
