public import Foundation

extension Instant {
    public var date: Date { Date(timeIntervalSince1970: TimeInterval(ms) / 1000) }

    public init(_ date: Date) { self.init(ms: Int64((date.timeIntervalSince1970 * 1000).rounded(.down))) }
}
