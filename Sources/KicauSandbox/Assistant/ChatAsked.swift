import Foundation
import KicauCore

/// A request for a completion, read as the published description has it.
struct ChatAsked {
    let model: ChatModel
    let texts: [String]
    let pictures: Int
    let most: Int
    let streams: Bool
    let tellsUsage: Bool
    private let wish: String

    /// - Throws: `Refused` in the API's own form.
    init(_ call: Call) throws {
        guard let body = call.json, let messages = body["messages"]?.array, !messages.isEmpty else {
            throw ChatAsked.refused("We could not parse the JSON body of your request", status: 400)
        }
        guard let model = ChatModel.all.first(where: { $0.name == body["model"]?.string }) else {
            throw Refused(
                ChatTrouble(
                    status: 404, message: "The model `\(body["model"]?.string ?? "")` does not exist",
                    type: "invalid_request_error", code: "model_not_found"
                ).reply)
        }
        self.model = model
        var texts: [String] = []
        var pictures = 0
        for message in messages {
            guard ["system", "developer", "user", "assistant"].contains(message["role"]?.string) else {
                throw ChatAsked.refused("Invalid value for 'role'", status: 400)
            }
            if let text = message["content"]?.string { texts.append(text) }
            for part in message["content"]?.array ?? [] {
                if let text = part["text"]?.string { texts.append(text) }
                if part["image_url"]?["url"]?.string?.hasPrefix("data:image/") == true { pictures += 1 }
            }
        }
        guard pictures == 0 || model.takesPictures else {
            throw ChatAsked.refused("Invalid content type. image_url is only supported by certain models.", status: 400)
        }
        self.texts = texts
        self.pictures = pictures
        wish = texts.last ?? ""
        most = body["max_completion_tokens"]?.int ?? body["max_tokens"]?.int ?? 4_096
        streams = body["stream"] == true
        tellsUsage = !streams || body["stream_options"]?["include_usage"] == true
    }

    private static func refused(_ message: String, status: Int) -> Refused {
        Refused(ChatTrouble(status: status, message: message, type: "invalid_request_error", code: nil).reply)
    }

    /// Four bytes a token, a few around each message, and 85 of a picture in low detail.
    var promptTokens: Int { texts.reduce(0) { $0 + ChatAsked.tokens(in: $1) + 4 } + pictures * 85 + 3 }

    static func tokens(in text: String) -> Int { (text.utf8.count + 3) / 4 }

    /// What it says, and whether it had to stop before its end.
    var answer: (text: String, isCut: Bool) {
        let full = ChatAsked.words(for: wish, pictures: pictures)
        var cut = full
        while ChatAsked.tokens(in: cut) > most, !cut.isEmpty { cut.removeLast() }
        return (cut, cut.count < full.count)
    }

    private static func words(for wish: String, pictures: Int) -> String {
        let lines = wish.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let task = lines.first ?? ""
        let begin = lines.firstIndex { $0.hasPrefix("BEGIN ") }
        let end = lines.lastIndex { $0.hasPrefix("END ") }
        let material =
            if let begin, let end, begin < end { lines[(begin + 1)..<end].joined(separator: "\n") } else { wish }
        if pictures > 0 { return "Sebuah gambar kecil, dilihat oleh model latihan." }
        if task.hasPrefix("Write the material again") { return variants(of: material, task: wish) }
        if task.hasPrefix("Translate the material into ") {
            let language = task.dropFirst("Translate the material into ".count).prefix { $0 != "." }
            return "(\(language)) \(material)"
        }
        if task.hasPrefix("Write one post") {
            return material.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }.joined(separator: ". ")
        }
        return "You said: \(material)"
    }

    private static func variants(of material: String, task: String) -> String {
        task.matches(of: /=== (\d+) ===/).map { match in
            let limit = Int(match.output.1) ?? 280
            return "=== \(limit) ===\n\(material.prefix(limit))"
        }.joined(separator: "\n")
    }
}
