import HTTPTypes
import KicauCore
import KicauPublish

/// Looking up whom a post mentions.
enum PeopleResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/accounts/{id}/people", "findPeople", .accounts, "Look for people to mention, as an account",
            details: """
                By the first letters of a handle or a name where the account's network has that, by one whole name
                elsewhere; some networks have neither. Put an item's mention into a text as it stands. What was found
                within ten minutes is not asked for again. Where a look-up costs money it is made only with pay=yes, and
                refused with its price without. Nobody found is an empty list.
                """,
            gate: .key(.draft),
            query: [
                .must("name", .text(most: 200), "A handle or the beginning of a name, with or without @", like: "ayu"),
                .may("pay", .word(["no", "yes"]), "Whether the look-up may cost money; no when left out", like: "yes"),
            ],
            answer: .json(.ok, PeopleWire.shape),
            problems: [
                .notFound, .notPossibleNow, .tooLong, .tooManyTries, .accountSignedOut, .networkAnswer,
                .networkUnreachable, .overBudget, .unknownPrice, .notSoldAnyMore,
            ],
            work: { api, ask in
                let answer = try await api.house.publishing.mentions.people(
                    called: ask.query["name"], by: try ask.number(of: Account.self),
                    paying: ask.query["pay"] == "yes", for: ask.caller)
                return try .json(PeopleWire(answer))
            })
    ]
}

/// Whom a look-up found.
struct PeopleWire: Encodable, Sendable {
    struct Person: Encodable, Sendable {
        let handle: String
        let name: String
        let mention: String
    }

    let account: AccountBrief
    let items: [Person]
    let paidMicroUsd: Int64

    init(_ answer: PeopleAnswer) {
        account = AccountBrief(answer.account)
        items = answer.people.map { Person(handle: $0.handle, name: $0.name, mention: $0.mention) }
        paidMicroUsd = answer.paid.microUSD
    }

    static let shape = Shape.named(
        "People",
        .object([
            .must("account", AccountBrief.shape, "As whom was asked"),
            .must(
                "items",
                .list(
                    .named(
                        "FoundPerson",
                        .object([
                            .must("handle", .text(most: 320), "Without the sign", like: "ayu@mastodon.example"),
                            .must("name", .text(most: 1_000), "As they call themselves", like: "Ayu Lestari"),
                            .must(
                                "mention", .text(most: 600), "What to write into a text", like: "@ayu@mastodon.example"),
                        ])), 0...8), "The likeliest first"),
            .must("paid_micro_usd", .money, "What this look-up cost", like: 10_000),
        ]))
}
