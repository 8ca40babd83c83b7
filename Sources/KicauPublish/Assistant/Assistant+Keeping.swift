public import Foundation
public import KicauCore
import KicauStore

/// What is done to the key when an endpoint is saved.
public enum KeptKey: Sendable {
    case asItIs
    case none
    case new(Redacted<String>)
}

extension Assistant {
    public static let longestSource = 500
    static let shownHistory = 20

    /// Nil: none is set up.
    public func standing(for caller: Caller) async throws -> AssistantStanding? {
        try caller.must(.look)
        let workspace = caller.workspace.id
        return try await kit.store.read { tx in
            guard let row = try tx.assistant(of: workspace) else { return nil }
            return AssistantStanding(
                endpoint: row.endpoint, hasKey: row.sealedKey != nil,
                prices: try tx.modelPrices(of: row.endpoint.model, in: workspace),
                history: try tx.modelPrices(in: workspace, limit: Assistant.shownHistory),
                inDoubt: try tx.callsInDoubt(of: workspace, on: .ai))
        }
    }

    public func save(_ endpoint: ModelEndpoint, key: KeptKey, by caller: Caller) async throws {
        try caller.must(.manage)
        let workspace = caller.workspace.id
        let (now, sealed) = (kit.time.now(), try sealed(key, workspace))
        try await kit.store.write { tx in
            let old = try tx.assistant(of: workspace)
            if case .asItIs = key, let old, old.sealedKey != nil, old.endpoint.baseURL != endpoint.baseURL {
                throw Problem(
                    .badInput, "The key belongs to the address it was entered for.",
                    do: "Enter the new address's key, or take the old one away.", field: "key")
            }
            let kept =
                switch key {
                case .asItIs: old?.sealedKey
                case .none, .new: sealed
                }
            try tx.saveAssistant(AssistantRow(endpoint: endpoint, sealedKey: kept, changed: now), of: workspace)
            tx.noteChange(in: workspace)
        }
    }

    private func sealed(_ key: KeptKey, _ workspace: ID<Workspace>) throws -> Data? {
        guard case .new(let secret) = key else { return nil }
        let word = secret.reveal()
        guard (1...ModelEndpoint.longestKey).contains(word.utf8.count),
            word.utf8.allSatisfy({ (0x21..<0x7F).contains($0) })
        else {
            throw Problem(
                .badInput, "The key is too long, or has a character in it that no key has.",
                do: "Copy it again from the endpoint, without spaces.", field: "key")
        }
        return try kit.vault.seal(word, for: Assistant.place(of: workspace))
    }

    /// Off again, its key forgotten. Prices and what was booked stay.
    public func turnOff(by caller: Caller) async throws {
        try caller.must(.manage)
        try await kit.store.write { tx in
            try tx.dropAssistant(of: caller.workspace.id)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// Enters what a model costs from now on.
    ///
    /// - Parameter source: where it was read, and when.
    public func price(_ model: String, _ prices: ModelPrices, source: String, by caller: Caller) async throws {
        try caller.must(.manage)
        let source = source.trimmingWhitespace
        guard (1...Assistant.longestSource).contains(source.count) else {
            throw Problem(
                .badInput, "The prices have no source, or one that is too long.",
                do: "Say where you read them and on which day, such as: openai.com/pricing, 2026-11-27.",
                field: "source")
        }
        let row = EnteredPrices(
            model: model, prices: prices, source: source, enteredBy: caller.signature, entered: kit.time.now())
        try await kit.store.write { tx in
            try tx.addModelPrices(row, in: caller.workspace.id)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// Takes the model's prices out of a file in LiteLLM's format; its hash becomes part of the source.
    public func price(_ model: String, fromLiteLLM file: Data, source: String, by caller: Caller) async throws {
        try caller.must(.manage)
        let read = try LiteLLMPrices(file: file, model: model)
        let hash = Digest.hex(Array(file)).prefix(12)
        let said = source.trimmingWhitespace
        let origin = "\(said.isEmpty ? "LiteLLM file" : String(said.prefix(400))), sha256 \(hash)"
        try await price(model, read.prices, source: origin, by: caller)
    }

    /// What the bill shows of a call in doubt: it was billed, or it was not.
    ///
    /// - Parameter amount: what it was billed at; nil: nobody can tell it from the others, and what was set aside is booked.
    public func resolve(_ name: String, isBilled: Bool, amount: Money? = nil, by caller: Caller) async throws {
        try caller.must(.manage)
        let fare = try isBilled ? amount.map { try Assistant.asBilled($0, by: caller) } : nil
        let now = kit.time.now()
        try await kit.store.write { tx in
            let open = try tx.callsInDoubt(of: caller.workspace.id, on: .ai)
            guard open.contains(where: { $0.name == name }) else {
                throw Problem(.notFound, "This call is not in doubt any more.", do: "Reload the page.")
            }
            switch (isBilled, fare) {
            case (true, let fare?): try tx.captureHold(name, as: fare, at: now)
            case (true, nil): try tx.captureHold(name, at: now)
            case (false, _): try tx.releaseHold(name, at: now)
            }
            tx.noteChange(in: caller.workspace.id)
        }
    }

    private static let mostBilled = Money(microUSD: 1_000_000_000)

    private static func asBilled(_ amount: Money, by caller: Caller) throws -> Fare {
        guard amount > .zero, amount <= mostBilled else {
            throw Problem(
                .badInput, "What one call was billed at is more than nothing and at most \(mostBilled).",
                do: "Write it as the bill has it, such as 0.0012, or say that it was not billed.", field: "amount")
        }
        return Fare(
            items: [Fare.Item(unit: MeterUnit("as_billed"), each: amount)], book: "a bill, read by \(caller.signature)")
    }

    /// The most characters that each account's network takes, for variants; each length once.
    public func limits(of accounts: [AccountSummary]) throws -> [Int] {
        Array(Set(try accounts.map { try limit(of: $0) }).sorted().prefix(SuggestionAsk.mostVariants))
    }

    public func limit(of account: AccountSummary) throws -> Int {
        max(20, min(100_000, try kit.platform(account.platform).rules.textLimit.value))
    }
}
