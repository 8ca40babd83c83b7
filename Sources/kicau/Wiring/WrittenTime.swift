import Foundation
import KicauCore

/// Times as RFC 3339 writes them.
extension Instant {
    /// "2026-06-01T02:00:00Z".
    var iso: String { Date(timeIntervalSince1970: Double(ms) / 1000).formatted(.iso8601) }

    /// "2026-06-01T02:00:00.123Z".
    var isoMilliseconds: String {
        Date(timeIntervalSince1970: Double(ms) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// - Returns: nil when it is no such text.
    init?(iso text: String) {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }  // nil says it all
        self.init(date)
    }
}
