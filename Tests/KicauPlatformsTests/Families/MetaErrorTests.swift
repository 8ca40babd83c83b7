import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What Meta complains of")
struct MetaErrorTests {
    @Test(arguments: try Specs.errors("meta"), [Facebook.errors.network, "Instagram", "Threads"])
    func `has its class on every graph`(row: Specs.ErrorCase, network: String) throws {
        try expect(row, in: table(network))
    }

    @Test(arguments: try Specs.errors("facebook"))
    func `has its class on Facebook`(row: Specs.ErrorCase) throws { try expect(row, in: Facebook.errors) }

    @Test(arguments: try Specs.errors("instagram"))
    func `has its class on Instagram`(row: Specs.ErrorCase) throws { try expect(row, in: Instagram.errors) }

    @Test(arguments: try Specs.errors("threads"))
    func `has its class on Threads`(row: Specs.ErrorCase) throws {
        try expect(row, in: row.marker.isEmpty ? Threads.errors : Threads.containerErrors)
    }

    @Test func `is known in all its rows`() throws {
        #expect(try Specs.errors("meta").count == 24)
        #expect(try Specs.errors("facebook", "instagram", "threads").count == 46)
    }

    @Test func `does not take the word unknown in a call's message for a container's state`() throws {
        let body = #"{"error":{"message":"Unknown method","code":3}}"#
        let complaint = try #require(MetaSample.complaint(400, body, Threads.errors))

        #expect(Threads.errors.meaning(of: complaint) == .invalidContent)
    }

    private func table(_ network: String) -> ErrorTable {
        switch network {
        case "Instagram": Instagram.errors
        case "Threads": Threads.errors
        default: Facebook.errors
        }
    }

    /// Through the wire form, so that reading and table are tested together.
    private func expect(_ row: Specs.ErrorCase, in table: ErrorTable) throws {
        let wanted = try #require(ErrorClass(rawValue: row.meaning))
        // A range is tried at both ends; a code may be negative.
        let code = row.code ?? "100"
        for code in code.hasPrefix("-") ? [code] : code.split(separator: "-").map(String.init) {
            let number = try #require(Int(code))
            let complaint =
                row.marker.isEmpty
                ? MetaSample.complaint(
                    row.status ?? 400, MetaSample.error(number, row.subtype.flatMap(Int.init)), table)
                : Complaint(status: 400, message: row.marker, isOwnShape: true, answer: row.marker, at: .noon)
            let met = try #require(complaint)
            #expect(table.meaning(of: met) == wanted)
            expect(table.outcome(of: met), fits: wanted)
        }
    }

    private func expect(_ outcome: Outcome, fits meaning: ErrorClass) {
        switch (meaning, outcome) {
        case (.token, .signedOut), (.unknownOutcome, .unknown), (.duplicate, .duplicate), (.newContainer, .stageAgain),
            (.retry, .postponed), (.notReady, .postponed), (.rateLimited, .postponed), (.quotaExhausted, .postponed),
            (.paymentRequired, .postponed):
            break
        case (_, .refused(let refusal)): #expect(refusal.kind.rawValue == meaning.rawValue)
        default: Issue.record("\(meaning) became \(outcome)")
        }
    }
}
