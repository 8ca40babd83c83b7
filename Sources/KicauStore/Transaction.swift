public import KicauCore

/// One open transaction. The queries are its extensions, one file an aggregate.
public struct Transaction: ~Copyable {
    let connection: any Connection
    /// What its writes leave to be done once, at the end.
    let aftermath = Aftermath()

    var dialect: Dialect { connection.dialect }

    /// Runs a statement that answers nothing; gives the number of rows it changed.
    public func run(_ query: Query) throws -> Int { try connection.run(query) }

    /// Runs a statement whose count nobody needs. It may travel to the server together with the next one.
    public func also(_ query: Query) throws { try connection.also(query) }

    public func all<Item>(_ query: Query, _ read: (Row) throws -> Item) throws -> [Item] {
        try connection.rows(query).map(read)
    }

    public func first<Item>(_ query: Query, _ read: (Row) throws -> Item) throws -> Item? {
        try connection.rows(query).first.map(read)
    }

    /// Inserts and gives the new row's number.
    public func insert<Of>(_ query: Query, of: Of.Type = Of.self) throws -> ID<Of> {
        guard let id = try first(query + " RETURNING id", { ID<Of>(try $0.int64("id")) }) else {
            throw Problem(.broken, "A row was not written.", do: "Try again.")
        }
        return id
    }
}

/// What an engine lends a transaction.
protocol Connection {
    var dialect: Dialect { get }
    func run(_ query: Query) throws -> Int
    func also(_ query: Query) throws
    func rows(_ query: Query) throws -> [Row]
}

/// A rule of the schema said no: a twin of a unique value, a missing parent.
public struct RuleOfSchemaBroken: Error, Sendable {
    public let message: String
}
