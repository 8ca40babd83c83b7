import KicauCore

@testable import KicauPublish

/// Looking people up: each way a network has, somebody found, and nobody.
extension Samples {
    static let people: [PeopleOffer] = [
        PeopleOffer(account: account("mastodon"), search: .byLetters(MeterUnit("read")), price: .zero),
        PeopleOffer(
            account: account("x"),
            search: .byName(MeterUnit("user_read"), about: "X finds one account by its whole handle."),
            price: Money(microUSD: 10_000)),
        PeopleOffer(
            account: account("facebook"),
            search: .none(why: "Facebook lets only apps with a permission of its own look for pages and mention them."),
            price: .zero),
    ]

    static let foundPeople = PeopleAnswer(
        account: account("mastodon"), name: "kedai",
        people: [FoundPerson(handle: "kedai@mastodon.example", name: "Kedai <Aksara>")].compactMap(\.self), paid: .zero)

    static let nobodyFound = PeopleAnswer(
        account: account("x"), name: "tidak", people: [], paid: Money(microUSD: 10_000))
}
