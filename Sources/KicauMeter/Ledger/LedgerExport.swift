public import KicauCore

/// The ledger of a span as a file for other programs: a table, or plain-text accounting.
public struct LedgerExport: Sendable {
    public enum Format: String, Sendable, Hashable, Codable, CaseIterable {
        case csv, hledger, beancount

        public var fileEnding: String {
            switch self {
            case .csv: "csv"
            case .hledger: "journal"
            case .beancount: "beancount"
            }
        }

        public var contentType: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .hledger, .beancount: "text/plain; charset=utf-8"
            }
        }
    }

    /// What is written at the head of the file.
    public struct Heading: Sendable, Hashable {
        public let workspace: String
        /// IANA name: the days of the file are this zone's.
        public let zone: String
        /// The first and the last day.
        public let days: ClosedRange<String>

        public init(workspace: String, zone: String, days: ClosedRange<String>) {
            self.workspace = workspace
            self.zone = zone
            self.days = days
        }
    }

    /// More than this is asked for in several files.
    public static let mostBookings = 50_000

    public let heading: Heading
    /// How the accounts stood before the first day. Those that are not of the day itself begin the file.
    public let opening: [Booking.Entry]
    /// Oldest first.
    public let bookings: [Booking]

    public init(heading: Heading, opening: [Booking.Entry], bookings: [Booking]) {
        self.heading = heading
        self.opening = opening
        self.bookings = bookings
    }

    public func text(_ format: Format) -> String {
        switch format {
        case .csv: csv
        case .hledger: hledger
        case .beancount: beancount
        }
    }

    public func fileName(_ format: Format) -> String {
        "kicau-ledger-\(heading.days.lowerBound)-\(heading.days.upperBound).\(format.fileEnding)"
    }

    /// Of the workspace's zone.
    func day(of booking: Booking) -> String {
        // The zone was checked when the days were read; UTC is never unknown.
        let known = try? Due(at: booking.at, zone: heading.zone)  // a zone that went away
        let due = known ?? Due(wall: "", zone: "UTC", instant: booking.at)
        return String(due.wall.prefix(10))
    }

    /// Every account that the file names, in order.
    var accounts: [LedgerAccount] {
        let named = bookings.flatMap { $0.entries.map(\.account) } + opening.map(\.account)
        return Set(named + (opening.isEmpty ? [] : [.opening])).sorted()
    }

    /// Money that came from before the first day: the same, with what evens it out.
    var openingEntries: [Booking.Entry] {
        guard !opening.isEmpty else { return [] }
        return opening + [.init(.opening, .zero - opening.reduce(.zero) { $0 + $1.amount })]
    }
}

extension LedgerAccount {
    /// Evens out what accounts held before a file begins.
    static let opening = LedgerAccount("opening")
}

extension Booking {
    /// "K42": unique, and the same in every file.
    var code: String { "K\(id)" }

    /// What it was for, in plain words for a program.
    var title: String {
        let network = work?.platform ?? entries.compactMap(\.account.platform).first
        let place = network.map { $0.raw } ?? "ledger"
        switch kind {
        case .spent: return work?.post.map { "\(place), post \($0)" } ?? "\(place), call"
        case .correction: return "\(place), correction of a price"
        case .fee: return "\(place), fee of a plan"
        case .payment: return "\(place), payment"
        case .adjustment: return "\(place), difference of a bill"
        case .reversal: return "\(place), taken back"
        }
    }
}

extension Money {
    /// "-0.015000": all six decimals, so that nothing is rounded.
    var sixDecimals: String {
        let magnitude = microUSD.magnitude
        let decimals = String(magnitude % 1_000_000)
        return (microUSD < 0 ? "-" : "") + String(magnitude / 1_000_000) + "."
            + String(repeating: "0", count: 6 - decimals.count) + decimals
    }
}
