import KicauCore

extension RehearsalControl {
    /// What an operator does on the network's pages for developers: gives the app's address, and has all accounts told of.
    ///
    /// - Parameter isTold: false: the address alone; each account has to subscribe by itself.
    /// - Returns: why not; nil when it stands.
    public func hook(at url: String, word: String, isTold: Bool = true) async -> String? {
        guard let ringing = simulator as? any RingingSimulator else { return "calls-nobody" }
        do {
            _ = try await ringing.register(url, word: word)
        } catch {
            return error.rawValue
        }
        for person in people where isTold && ringing.isTold(of: person) { ringing.subscribe(person.id) }
        return nil
    }

    /// The last 200 calls it made to the app, oldest first.
    public var rings: [MadeRing] { rung.all }

    /// What the control route `hooks` tells.
    func hooks() -> JSONValue {
        guard let ringing = simulator as? any RingingSimulator else { return [:] }
        let hooks = ringing.hooks.read { $0 }
        return .members([
            "url": hooks.hook.map { .string($0.url) },
            "accounts": .array(hooks.subscriptions.map { .string($0.account) }),
            "rings": .array(rings.map(\.json)),
        ])
    }
}
