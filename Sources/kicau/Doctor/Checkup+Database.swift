import Foundation
import KicauCore
import KicauMeter
import KicauStore

extension Checkup {
    /// Reads the database beside a running server; SQLite's WAL lets both in.
    func database() async -> [Finding] {
        let path = settings.data + "/kicau.sqlite"
        guard settings.database != nil || FileManager.default.fileExists(atPath: path) else {
            return [
                .noted("database", "There is no database yet.", do: "It is made at the first start of `kicau serve`.")
            ]
        }
        do {
            let store: Store =
                if let address = settings.database {
                    try await .besidePostgres(address)
                } else {
                    try .beside(path: path)
                }
            defer { try? store.close() }  // only read: nothing is lost
            var findings = [try await whole(store)]
            findings.append(try await keyFits(store))
            findings += try await books(store)
            findings += try await loadedPrices(store)
            findings += try await backups(store)
            findings += try await accounts(store)
            findings += try await nodes(store)
            return findings
        } catch let problem as Problem {
            return [.failed("database", problem.what, do: problem.toDo)]
        } catch {
            return [
                .failed(
                    "database", "The database cannot be read: \(String(describing: error))",
                    do: "Stop Kicau and restore the newest backup.")
            ]
        }
    }

    private func whole(_ store: Store) async throws -> Finding {
        let missing = try await store.missingMigrations()
        guard missing.isEmpty else {
            return .noted(
                "database", "The database is older than this version: \(missing.joined(separator: ", ")) is missing.",
                do: "Start `kicau serve`, or run `kicau migrate`.")
        }
        guard !store.isShared else {
            return .passed("database", "The PostgreSQL server answers, and its schema is ours.")
        }
        let words = try await store.read { try $0.integrityTrouble() }
        guard words.isEmpty else {
            return .failed(
                "database", "SQLite finds damage: \(words.joined(separator: "; "))",
                do: "Stop Kicau and restore the newest backup.")
        }
        return .passed("database", "The database is whole.")
    }

    private func keyFits(_ store: Store) async throws -> Finding {
        guard settings.key != nil || FileManager.default.fileExists(atPath: settings.data + "/kicau.key") else {
            return .failed(
                "key fits", "There is a database but no key.",
                do: "Put back kicau.key, or set KICAU_KEY to the key used before.")
        }
        try await Vault.open(environmentKey: settings.key, keyPath: settings.data + "/kicau.key").check(against: store)
        return .passed("key fits", "The key opens what this database has sealed.")
    }

    private func books(_ store: Store) async throws -> [Finding] {
        let (unbalanced, leaked) = try await store.read { (try $0.unbalancedBookings(), try $0.leakedHolds()) }
        return [
            unbalanced == 0
                ? .passed("ledger", "Every booking sums to zero.")
                : .failed(
                    "ledger", "\(unbalanced) bookings do not sum to zero.",
                    do: "Report this with the database's backup."),
            leaked == 0
                ? .passed("holds", "No money is set aside for deliveries that have ended.")
                : .failed(
                    "holds", "\(leaked) holds are still open though their delivery has ended.",
                    do: "Report this with the database's backup."),
            try await ratings(store),
        ]
    }

    /// Of a large archive the newest tell enough.
    private static let mostRated = 20_000

    /// Events hold no money: by the price books alone they have to come to what was booked.
    private func ratings(_ store: Store) async throws -> Finding {
        guard try await store.missingMigrations().isEmpty else {
            return .noted(
                "ratings", "Events cannot be rated anew: the database is older than this version.",
                do: "Start `kicau serve`, or run `kicau migrate`.")
        }
        let shelf = try PriceShelf.shipped()
        try await shelf.refresh(from: store)
        let events = try await store.read { try $0.bookedEvents(limit: Checkup.mostRated) }
        let strays = shelf.books.strays(among: events)
        guard let first = strays.first else {
            return .passed("ratings", "\(events.count) events, rated anew, come to what was booked.")
        }
        return .noted(
            "ratings",
            "\(strays.count) events, rated anew, come to another sum than was booked; \(first.name) is one of them.",
            do: "Load the price list that was in force then, or compare the bill of that month.")
    }

    /// Older than this, a lost disk costs more than a week.
    private static let oldestBackup = Duration.days(8)

    private func backups(_ store: Store) async throws -> [Finding] {
        let now = SystemTime().now()
        let (backup, newest) = try await store.read { (try $0.lastBackup(), try $0.newestEvent()) }
        var findings: [Finding] = []
        if let backup, now - backup <= Checkup.oldestBackup {
            findings.append(.passed("backup", "The newest backup is of \(backup.iso)."))
        } else {
            findings.append(
                .noted(
                    "backup", "\(backup.map { "The newest backup is of \($0.iso)" } ?? "No backup was made yet").",
                    do: "Run `kicau backup` every night, and keep a copy on another machine."))
        }
        if let newest, newest > now + .minutes(1) {
            findings.append(
                .failed(
                    "time", "The clock says \(now.iso), but something was written at \(newest.iso).",
                    do: "Set the clock right before anything is sent: it has gone back, or was ahead."))
        }
        return findings
    }

    private func accounts(_ store: Store) async throws -> [Finding] {
        let now = SystemTime().now()
        var findings: [Finding] = []
        for workspace in try await store.read({ try $0.allWorkspaces() }) {
            for row in try await store.read({ try $0.accounts(in: workspace.id) }) {
                let name = "account \(row.account.platform) \(row.account.handle)"
                let expires = try await store.read { try $0.credential(of: row.account.id)?.expires }
                switch row.state {
                case "signed-out":
                    findings.append(
                        .failed(name, "It is signed out; its posts wait.", do: "Connect it again on the accounts page.")
                    )
                case "connected":
                    if let expires, expires < now {
                        findings.append(
                            .noted(
                                name, "Its token has run out and was not renewed yet.",
                                do: "Is the server running? It renews tokens ahead of time."))
                    } else {
                        findings.append(.passed(name, "It is connected."))
                    }
                default: continue
                }
            }
        }
        return findings
    }

    /// A clock this far off is harmless, since nodes go by the database's, but it makes logs hard to read.
    private static let mostSkew = Duration.seconds(2)

    private func nodes(_ store: Store) async throws -> [Finding] {
        let now = try await store.serverTime() ?? SystemTime().now()
        return try await store.read { try $0.nodes() }.map { node in
            let name = "node \(node.name)"
            let silence = Int((now - node.seen).inMilliseconds / 1000)
            if silence > 30 {
                return .noted(
                    name, "It has given no sign of life for \(silence) seconds.",
                    do: "Has it stopped? Others take its work over when its leases end.")
            }
            if node.version != Version.text {
                return .noted(
                    name, "It runs version \(node.version), this is \(Version.text).", do: "Upgrade it when you can.")
            }
            let skew = node.skew.inMilliseconds
            if abs(skew) > Checkup.mostSkew.inMilliseconds {
                return .noted(
                    name, "Its clock is \(skew) ms off the database's.", do: "Let NTP set the machine's clock.")
            }
            return .passed(name, "It is alive.")
        }
    }
}
