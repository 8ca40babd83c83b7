public import KicauCore

/// How people can be looked for as one account, and what each look-up costs.
public struct PeopleOffer: Sendable, Hashable {
    public let account: AccountSummary
    public let search: PeopleSearch
    public let price: Money

    public init(account: AccountSummary, search: PeopleSearch, price: Money) {
        self.account = account
        self.search = search
        self.price = price
    }
}

/// Whom a look-up found; nobody is an answer too.
public struct PeopleAnswer: Sendable, Hashable {
    public let account: AccountSummary
    /// As it was asked for.
    public let name: String
    public let people: [FoundPerson]
    /// Nothing where the answer was known already.
    public let paid: Money

    public init(account: AccountSummary, name: String, people: [FoundPerson], paid: Money) {
        self.account = account
        self.name = name
        self.people = people
        self.paid = paid
    }
}

extension Publishing {
    public var mentions: Mentions { Mentions(kit: kit) }
}
