import Foundation
import KicauCore

/// A post on its way from the command line to the server.
struct PostWriting: Sendable {
    let client: APIClient
    let key: String

    /// Finds the accounts meant by "12" or "mastodon:warungkata".
    func accounts(_ names: [String]) async throws -> [Int64] {
        if names.isEmpty { return [] }
        let known = try await client.get("/accounts").items
        var ids: [Int64] = []
        for name in names {
            let found = known.filter { PostWriting.isMeant($0, by: name) }
            guard found.count == 1, let id = found.first?["id"]?.int else {
                throw Problem(
                    found.isEmpty ? .notFound : .badInput,
                    found.isEmpty ? "There is no account \"\(name)\"." : "\"\(name)\" is more than one account.",
                    do: "Use a number out of `kicau account list`.", field: "account")
            }
            ids.append(Int64(id))
        }
        return ids
    }

    private static func isMeant(_ account: JSONValue, by name: String) -> Bool {
        if account.text("id") == name { return true }
        let halves = name.split(separator: ":", maxSplits: 1)
        guard halves.count == 2 else { return false }
        let handle = halves[1].drop { $0 == "@" }
        return account.text("platform") == halves[0].lowercased()
            && account.text("handle").lowercased() == handle.lowercased()
    }

    /// By the texts' places. Pictures come before a card; what cannot be read is told, and goes out as a link.
    func cards(_ texts: [String], besides media: [[JSONValue]], for accounts: [Int64]) async -> [Int: JSONValue] {
        var cards: [Int: JSONValue] = [:]
        for (place, text) in texts.enumerated() where media[place].isEmpty {
            do {
                guard let link = try await link(in: text, at: place, for: accounts) else { continue }
                cards[place] = try await client.post(
                    "/link-cards", .json(["url": .string(link)]), key: "\(key)-card-\(place + 1)")
            } catch {
                Talk.say((error as? Problem).map { "\($0.what) \($0.toDo)" } ?? "\(error)")
            }
        }
        return cards
    }

    /// What stands in a snippet only the server knows.
    private func link(in text: String, at place: Int, for accounts: [Int64]) async throws -> String? {
        guard text.contains("{"), !accounts.isEmpty else { return LinkCard.link(in: text) }
        let asked: JSONValue = [
            "parts": [["text": .string(text)]], "accounts": .array(accounts.map(JSONValue.integer)),
        ]
        let preview = try await client.post("/posts/preview", .json(asked), key: "\(key)-preview-\(place + 1)")
        let bare = (preview["accounts"]?.array ?? []).flatMap { $0["bare_links"]?.array ?? [] }
        return bare.lazy.compactMap { $0["url"]?.string }.first
    }

    /// "mastodon.visibility=unlisted"; the same name again adds a value.
    static func options(_ words: [String]) throws(Problem) -> [JSONValue] {
        var options: [JSONValue] = []
        for word in words {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = halves[0].split(separator: ".", maxSplits: 1)
            guard halves.count == 2, name.count == 2 else {
                throw Problem(
                    .badInput, "--option \(word) is not of the form network.name=value.",
                    do: "Write it like mastodon.visibility=unlisted.", field: "option")
            }
            options.append([
                "network": .string(String(name[0])), "name": .string(String(name[1])),
                "values": [.string(String(halves[1]))],
            ])
        }
        return options
    }

    /// Without --text the post is what comes on standard input.
    static func textFromInput() throws(Problem) -> String {
        if isatty(STDIN_FILENO) == 1 { Talk.say("Write the post; end with Ctrl-D.") }
        let bytes = FileHandle.standardInput.readDataToEndOfFile()
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw Problem(.badInput, "Standard input is no UTF-8 text.", do: "Give the text as UTF-8, or use --text.")
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
