/// The short name of a network: "x", "facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky".
///
/// Not an enum, so that a new platform is a folder in KicauPlatforms and a word in its registry.
public struct PlatformID: Hashable, Sendable, Codable, CustomStringConvertible, Comparable, ExpressibleByStringLiteral {
    public let raw: String

    public init(_ raw: String) { self.raw = raw }
    public init(stringLiteral value: String) { raw = value }

    public init(from decoder: any Decoder) throws {
        raw = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(raw)
    }

    public var description: String { raw }
    public static func < (a: PlatformID, b: PlatformID) -> Bool { a.raw < b.raw }
}

/// A platform's fact with its source and the day it was read, so that `kicau doctor --facts` can list the stale ones.
public struct Fact<Value: Sendable>: Sendable {
    public let value: Value
    public let source: String
    /// ISO 8601 day.
    public let read: String

    public init(_ value: Value, from source: String, read: String) {
        self.value = value
        self.source = source
        self.read = read
    }
}
