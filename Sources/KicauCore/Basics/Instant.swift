/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Hashable, Sendable, Codable, Comparable {
    public let ms: Int64

    public init(ms: Int64) { self.ms = ms }

    public init(from decoder: any Decoder) throws {
        ms = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ms)
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.ms < b.ms }
    public static func + (a: Instant, b: Duration) -> Instant { Instant(ms: a.ms + b.inMilliseconds) }
    public static func - (a: Instant, b: Duration) -> Instant { Instant(ms: a.ms - b.inMilliseconds) }
    public static func - (a: Instant, b: Instant) -> Duration { .milliseconds(a.ms - b.ms) }
}

extension Duration {
    /// Whole milliseconds, cut towards zero.
    public var inMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    public static func minutes(_ count: Int) -> Duration { .seconds(60 * count) }
    public static func hours(_ count: Int) -> Duration { .seconds(3600 * count) }
    public static func days(_ count: Int) -> Duration { .seconds(86_400 * count) }
}

/// Where the time comes from: the wall for due times, a steady one for deadlines.
public protocol TimeSource: Sendable {
    /// The wall clock. It may jump.
    func now() -> Instant
    /// Milliseconds on a clock that never jumps and goes on while the machine sleeps.
    func steadyMs() -> Int64
    /// The machine's own wall clock, to notice that it was held still or set. The same as `now` unless many nodes agree on
    /// another clock than their own.
    func wall() -> Instant
}

extension TimeSource {
    public func wall() -> Instant { now() }
}
