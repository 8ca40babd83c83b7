import KicauCore

/// What is to be proved, as it was asked for.
struct ProofOrder: Sendable, Hashable {
    let deliveries: Int
    let kills: Int
    let nodes: Int
    let seed: UInt64
    let engine: Engine

    enum Engine: Sendable, Hashable {
        case sqlite
        case postgres(url: String)

        var name: String {
            switch self {
            case .sqlite: "SQLite"
            case .postgres: "PostgreSQL"
            }
        }
    }

    /// - Throws: `Problem` `.badInput`, naming the flag.
    init(deliveries: Int, kills: Int, nodes: Int, database: String?, seed: UInt64) throws(Problem) {
        guard (10...100_000).contains(deliveries) else {
            throw ProofOrder.bad(
                "deliveries", "A proof takes 10 to 100,000 deliveries.", "Write a number such as --deliveries 500.")
        }
        guard (0...10_000).contains(kills) else {
            throw ProofOrder.bad("kills", "A proof kills 0 to 10,000 times.", "Write a number such as --kills 20.")
        }
        engine = try ProofOrder.engine(database)
        guard (1...16).contains(nodes), nodes == 1 || engine != .sqlite else {
            throw ProofOrder.bad(
                "nodes", "SQLite belongs to one node; several need PostgreSQL, and there are at most 16.",
                "Add --database postgres://…, or leave --nodes out.")
        }
        self.deliveries = deliveries
        self.kills = kills
        self.nodes = nodes
        self.seed = seed
    }

    private static func engine(_ database: String?) throws(Problem) -> Engine {
        guard let database, database != "sqlite" else { return .sqlite }
        guard database.hasPrefix("postgres://") || database.hasPrefix("postgresql://") else {
            throw bad("database", "It proves SQLite, or a PostgreSQL database of its own.", "Write postgres://….")
        }
        return .postgres(url: database)
    }

    private static func bad(_ flag: String, _ what: Sentence, _ toDo: Sentence) -> Problem {
        Problem(.badInput, what, do: toDo, field: flag)
    }
}
