/// Who is there.
extension Ground {
    var people: [Person] { read { $0.people } }

    func person(_ id: String) -> Person? { read { $0.people.first { $0.id == id } } }

    func person(handle: String) -> Person? {
        let wanted = handle.lowercased()
        return read { $0.people.first { $0.handle.lowercased() == wanted } }
    }

    /// The pages or organisations this person may act for.
    func managed(by id: String, _ kind: Person.Kind) -> [Person] {
        read { $0.people.filter { $0.kind == kind && $0.managers.contains(id) } }
    }

    /// Adds a person, or puts them in the place of the one with the same id.
    func add(_ person: Person) {
        change { state in
            if let place = state.people.firstIndex(where: { $0.id == person.id }) {
                state.people[place] = person
            } else {
                state.people.append(person)
            }
        }
    }

    func client(_ id: String) -> Client? { read { $0.clients[id] } }
    func register(_ client: Client) { change { $0.clients[client.id] = client } }
}
