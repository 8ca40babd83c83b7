import KicauCore
import KicauMeter
import KicauStore
import Logging

/// Puts right what was booked at a price that was out of date: a list may tell today what has been in force since last week.
struct Correcting: Sendable {
    let kit: Kit

    private static let batch = 200

    func all() async throws {
        for late in kit.prices.lateRows { try await correct(late) }
    }

    private func correct(_ late: LateRows) async throws {
        let books = kit.prices.books
        var last: Int64 = 0
        var count = 0
        while true {
            let after = last
            let booked = try await kit.store.read {
                try $0.bookedHolds(on: late.platform, since: late.from.begins, after: after, limit: Correcting.batch)
            }
            guard let end = booked.last else { break }
            last = end.hold.id
            let wrong = booked.compactMap { item in
                late.correction(of: item, by: books).map { (booked: item, fare: $0) }
            }
            count += try await carryOut(wrong)
            try await rate(booked.filter { late.moves($0, by: books) })
        }
        guard count > 0 else { return }
        kit.log.notice("bookings were corrected by a price list", metadata: ["count": "\(count)"])
    }

    /// What left later than it was due costs the same by that day's prices: only the day is put right.
    private func rate(_ moved: [BookedHold]) async throws {
        guard !moved.isEmpty else { return }
        try await kit.store.write(as: .apart) { tx in
            for booked in moved { try tx.rate(booked) }
        }
    }

    private func carryOut(_ wrong: [(booked: BookedHold, fare: Fare)]) async throws -> Int {
        guard !wrong.isEmpty else { return 0 }
        let now = kit.time.now()
        return try await kit.store.write(as: .apart) { tx in
            var count = 0
            for (booked, fare) in wrong where try tx.correct(booked, to: fare, at: now) {
                count += 1
                tx.noteChange(in: booked.hold.workspace)
            }
            return count
        }
    }
}
