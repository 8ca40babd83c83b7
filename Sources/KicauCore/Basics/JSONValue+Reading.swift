public import Foundation

extension JSONValue {
    /// Nil when the bytes are no JSON: a proxy's page, an answer that was cut.
    public init?(reading bytes: Data) {
        let value = try? JSONDecoder().decode(JSONValue.self, from: bytes)  // how it is none makes no difference
        guard let value else { return nil }
        self = value
    }

    /// A value of ours as the tree of its JSON; null for one with a number that is not finite, which no JSON can say.
    public init(of value: some Encodable) {
        let bytes = try? JSONEncoder().encode(value)  // null says it
        self = bytes.flatMap(JSONValue.init(reading:)) ?? .null
    }
}
