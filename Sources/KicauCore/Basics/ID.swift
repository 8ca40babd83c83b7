/// A row's number, typed by what it numbers: an `ID<Post>` will not go where an `ID<Delivery>` is asked.
public struct ID<Of>: Hashable, Sendable, Codable, CustomStringConvertible {
    public let raw: Int64

    public init(_ raw: Int64) { self.raw = raw }

    /// Reads a decimal number, as it stands in a path or on the command line.
    public init?(_ text: some StringProtocol) {
        guard let raw = Int64(text), raw > 0 else { return nil }
        self.raw = raw
    }

    public init(from decoder: any Decoder) throws {
        raw = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(raw)
    }

    public var description: String { String(raw) }
}
