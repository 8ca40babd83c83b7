import KicauCore

/// What a rehearsal tells this network of the world outside: documents of clients that it cannot fetch from here, as
/// `{"clients": {"https://kicau.example/oauth/client-metadata.json": {…}}}`.
extension BlueskySimulator {
    func settings() -> JSONValue { ["clients": .object(door.read { $0.documents })] }

    func set(_ settings: JSONValue) -> Bool {
        guard let clients = settings["clients"]?.object else { return false }
        door.change { $0.documents.merge(clients) { $1 } }
        return true
    }

    func token(of call: Call) -> String? { call.bearer ?? call.credential("dpop") }
}
