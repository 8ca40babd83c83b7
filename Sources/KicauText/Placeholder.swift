public struct TextSpan: Hashable, Sendable, Codable { public let value: String }
