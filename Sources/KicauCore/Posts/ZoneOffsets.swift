public import Foundation

/// A zone's rules: how far its clocks are ahead of UTC at each moment.
public protocol ZoneOffsets: Sendable {
    /// In seconds; the moment is counted in seconds from 1970 in UTC.
    func offset(at seconds: Int64) -> Int64
}

extension TimeZone: ZoneOffsets {
    public func offset(at seconds: Int64) -> Int64 {
        Int64(secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }
}
