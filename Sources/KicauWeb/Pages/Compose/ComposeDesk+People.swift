import Hummingbird
import KicauCore
import KicauPublish

/// Looking up whom a post mentions.
extension Desk {
    /// The button that was pressed showed what it costs.
    func findPeople(by account: AccountID, for composing: inout Composing, _ caller: Caller) async throws {
        composing.people.answer = try await house.publishing.mentions.people(
            called: composing.people.name, by: account, paying: true, for: caller)
    }

    /// The scripts' way: while one types, or when a look-up with a price was chosen.
    func suggestPeople(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let account = AccountID(visit.form["account"]) else {
            throw Problem(.badInput, "No account is chosen to look as.", do: "Choose an account.", field: "account")
        }
        let answer = try await house.publishing.mentions.people(
            called: visit.form["name"], by: account, paying: visit.form["pay"] == "yes", for: try visit.caller)
        let people = answer.people.map { person -> JSONValue in
            ["handle": .string(person.handle), "name": .string(person.name), "mention": .string(person.mention)]
        }
        return .json(JSONValue.object(["people": .array(people)]).bytes)
    }
}
