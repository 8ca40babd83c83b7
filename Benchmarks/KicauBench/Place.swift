import ArgumentParser
import KicauPublish

/// Where a measurement takes place: its folder, its database, and the network it sends to.
struct Place: ParsableArguments {
    @Option(help: "An empty folder on the disk to measure.")
    var data: String

    @Option(help: "A PostgreSQL database, postgres://…; without it SQLite in the folder.")
    var database: String?

    @Option(help: "A network that listens at this origin, http://127.0.0.1:PORT; without it calls end in this program.")
    var network: String?

    @Option(help: "Deliveries carried at once; without it as many as the real program carries.")
    var room: Int?
}

extension Place {
    var pace: Pace {
        let real = Pace.real
        return Pace(
            commitDeadline: real.commitDeadline, lease: real.lease, betweenLooks: real.betweenLooks,
            settlePercent: real.settlePercent, room: room ?? real.room)
    }
}
