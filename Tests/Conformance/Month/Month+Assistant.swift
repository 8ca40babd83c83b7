import KicauCore
import KicauMeter
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// What the team asks a language model for: one that is hosted and paid by tokens, and every fifth day the one on its own
/// machine, paid by seconds.
extension Month {
    private var assistant: Assistant { team.x.publishing.assistant }

    func setUpModels() async throws {
        let control = try #require(team.controls[.ai])
        // So that drafts, which all begin alike, are partly known there.
        #expect(control.set(["cachesFrom": 64]))
        for (model, asked) in [(RehearsalModel.name, ModelStage.tokens), (RehearsalModel.local, ModelStage.seconds)] {
            try await turn(to: model)
            try await assistant.price(
                model, try asked.prices(), source: "its own table, 2026-06-01", by: team.members[0])
        }
    }

    private func turn(to model: String) async throws {
        let origin = try #require(team.controls[.ai]).origin
        let endpoint = try ModelEndpoint(baseURL: origin + "/v1", model: model, mostOutput: 200)
        try await assistant.save(endpoint, key: .new(Redacted(RehearsalModel.key)), by: team.members[0])
    }

    /// Three members each day, in turn.
    mutating func ask(_ day: Int) async throws {
        let isLocal = day % 5 == 0
        try await turn(to: isLocal ? RehearsalModel.local : RehearsalModel.name)
        if isLocal { #expect(team.controls[.ai]?.set(["workMs": .integer(Int64(1_500 + day * 37))]) == true) }
        let asks = [
            try SuggestionAsk(.draft, text: "kopi hari ke-\(day)\nbuka jam tujuh"),
            try SuggestionAsk(.translate, text: "Selamat pagi, hari ke-\(day)", language: "English"),
            try SuggestionAsk(.variants, text: "Menu hari ke-\(day): kopi, roti, buku", limits: [280, 500]),
        ]
        for (number, ask) in asks.enumerated() {
            let member = team.members[(day + number) % team.members.count]
            let answer = try await assistant.suggest(ask, by: member)
            #expect(answer.isWhole && answer.use.isReported && !answer.suggestions.isEmpty)
            suggested += 1
        }
    }
}
