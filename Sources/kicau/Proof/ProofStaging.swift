import Foundation
import KicauCore
import KicauPeople
import KicauPublish
import KicauSandbox
import KicauStore

/// Brings in the owner, the accounts, the pictures and a key, while no node runs; and looks at the books afterwards.
struct ProofStaging: Sendable {
    let order: ProofOrder
    let folder: String
    /// The encryption key, which all nodes share.
    let vaultKey: String
    let networks: ProofNetworks
    let browser: RehearsalBrowser

    private static let session = "proof"
    private static let email = "bukti@kicau.test"

    init(order: ProofOrder, folder: String, vaultKey: String, networks: ProofNetworks) {
        self.order = order
        self.folder = folder
        self.vaultKey = vaultKey
        self.networks = networks
        browser = RehearsalBrowser(origins: Set(networks.origins.values))
    }

    /// What the nodes and we ourselves are set up with; nothing of a Kicau that may live on this machine.
    var environment: [String: String] {
        var settings = [
            "KICAU_PACE": "rehearsal", "KICAU_LOG": "warning", "KICAU_KEY": vaultKey,
            Setting.xAPIKeySecret.environmentName: RehearsalApps.xAPIKeySecret,
            "KICAU_REHEARSAL_NETWORKS": networks.origins.map { "\($0.key)=\($0.value)" }.sorted().joined(
                separator: ","),
        ]
        switch order.engine {
        case .sqlite: break
        case .postgres(let url): settings["DATABASE_URL"] = url
        }
        return settings
    }

    /// Opens the house for one piece of work and shuts it again.
    private func inside<Result: Sendable>(_ work: (Building) async throws -> Result) async throws -> Result {
        let settings = try Settings(flags: [.data: folder], environment: environment, file: nil)
        let building = try await Building(settings, rehearsals: settings.rehearsals)
        defer { building.folder.unlock() }
        let result = try await work(building)
        try building.store.close()
        return result
    }

    func setUp(_ plan: ProofPlan) async throws -> ProofCompany {
        let company = try await inside { building in
            try await RehearsalApps.install(networks.origins, in: building.accounts)
            _ = try await building.people.setUp(
                name: "Bukti", email: ProofStaging.email, password: Redacted(Secret.make()), workspace: "Bukti",
                zone: "UTC", remote: "127.0.0.1")
            let owner = try await owner(in: building)
            let seats = plan.accounts.keys.sorted().flatMap { network in
                (0..<(plan.accounts[network] ?? 0)).map { ProofPlan.Seat(network: network, number: $0) }
            }
            for seat in seats { try admit(seat) }
            return ProofCompany(
                key: try await key(in: building, for: owner),
                accounts: try await connect(seats, in: building, by: owner),
                pictures: try await pictures(in: building, by: owner),
                video: try await video(in: building, by: owner),
                word: try await building.accounts.doorman.bell(of: "facebook", for: owner)?.word ?? "")
        }
        try checkEngine()
        return company
    }

    /// A build that does not know the other engine would quietly take this one.
    private func checkEngine() throws(Problem) {
        guard order.engine != .sqlite, FileManager.default.fileExists(atPath: folder + "/kicau.sqlite") else { return }
        throw Problem(
            .badInput, "This build keeps its data in SQLite only, so PostgreSQL cannot be proved with it.",
            do: "Leave --database out, or take a build with PostgreSQL.", field: "database")
    }

    private func owner(in building: Building) async throws -> Caller {
        let found = try await building.store.read { tx -> Caller? in
            guard let user = try tx.user(email: ProofStaging.email)?.user,
                let home = try tx.workspaces(of: user.id).first
            else { return nil }
            return Caller(user: user, workspace: home.workspace, role: home.role)
        }
        guard let found else { throw Problem(.broken, "The proof's owner is not there.", do: "Try again.") }
        return found
    }

    private func admit(_ seat: ProofPlan.Seat) throws {
        let control = try networks.control(seat.network)
        let pair = ProofPeople.pair(at: seat)
        control.add(pair.person)
        if pair.author != pair.person { control.add(pair.author) }
        control.add(ProofPeople.visitor(on: seat.network))
    }

    private func key(in building: Building, for owner: Caller) async throws -> String {
        let key = "kicau_" + Secret.make()
        let now = SystemTime().now()
        try await building.store.write { tx in
            try tx.addKey(
                name: "Proof", prefix: String(key.prefix(12)), keySHA256: Digest.hex(key), role: .admin,
                in: owner.workspace.id, at: now)
        }
        return key
    }

    private func pictures(in building: Building, by owner: Caller) async throws -> [String] {
        var kept: [String] = []
        for picture in WorldPictures.all.prefix(6) {
            let path = building.media.incomingPath()
            try picture.png.write(to: URL(fileURLWithPath: path))
            kept.append(try await building.media.takeIn(fileAt: path, by: owner).sha256)
        }
        return kept
    }

    /// More than four megabytes: X and LinkedIn take it in two pieces, Facebook in several.
    private func video(in building: Building, by owner: Caller) async throws -> String? {
        guard let picture = WorldPictures.all.first,
            let film = await StillFilm.bytes(of: picture.png, seconds: 4, megabits: 11)
        else { return nil }
        let path = building.media.incomingPath()
        try film.write(to: URL(fileURLWithPath: path))
        return try await building.media.takeIn(fileAt: path, by: owner).sha256
    }

    // MARK: Accounts

    /// Network beside network, each network's accounts in turn.
    private func connect(_ seats: [ProofPlan.Seat], in building: Building, by owner: Caller) async throws
        -> [ProofPlan.Seat: Int64]
    {
        try await withThrowingTaskGroup { group in
            for (_, seats) in Dictionary(grouping: seats, by: \.network) {
                group.addTask {
                    var ids: [(ProofPlan.Seat, Int64)] = []
                    for seat in seats { ids.append((seat, try await connect(seat, in: building, by: owner))) }
                    return ids
                }
            }
            var accounts: [ProofPlan.Seat: Int64] = [:]
            for try await ids in group { for (seat, id) in ids { accounts[seat] = id } }
            return accounts
        }
    }

    private func connect(_ seat: ProofPlan.Seat, in building: Building, by owner: Caller) async throws -> Int64 {
        let control = try networks.control(seat.network)
        let pair = ProofPeople.pair(at: seat)
        let password = control.secrets(of: pair.person.id)["appPassword"]?.string.map { Redacted($0) }
        let input = ConnectInput(
            platform: PlatformID(seat.network),
            server: password != nil || seat.network == "mastodon" ? control.origin : nil, handle: pair.person.handle,
            password: password)
        let accounts = building.accounts
        var state = try await accounts.beginConnecting(
            input, redirect: accounts.redirectURL, session: ProofStaging.session, by: owner)
        if case .redirect(let address) = state {
            let query = try await browser.authorise(at: address, as: pair.person.id)
            state = try await accounts.finishConnecting(query: query, session: ProofStaging.session, by: owner)
        }
        guard case .connected(let ids) = state, let id = ids.first else {
            throw Problem(
                .broken, "The account of \(pair.person.name) on \(seat.network) could not be connected.",
                do: "Try again, and report it with --seed.")
        }
        return id.raw
    }

    /// Signs in again where a token died; says how many those were.
    func reconnect(_ company: ProofCompany) async throws -> Int {
        try await inside { building in
            let owner = try await owner(in: building)
            let rows = try await building.store.read { try $0.accounts(in: owner.workspace.id) }
            let out = Set(rows.filter { $0.state == AccountState.signedOut.rawValue }.map(\.account.id.raw))
            for (seat, id) in company.accounts where out.contains(id) {
                _ = try await connect(seat, in: building, by: owner)
            }
            // Hours pass for the inbox: what rang while nobody was there, or never rings, is listened to now.
            let now = building.clock.now()
            try await building.store.write { try $0.putOffListening(of: rows.map(\.account.id), until: now) }
            return out.count
        }
    }

    // MARK: Books

    struct Books: Sendable, Hashable {
        let unbalanced: Int
        let leaked: Int

        var balance: Bool { unbalanced == 0 && leaked == 0 }
    }

    func books() async throws -> Books {
        try await inside { building in
            try await building.store.read {
                Books(unbalanced: try $0.unbalancedBookings(), leaked: try $0.leakedHolds())
            }
        }
    }
}

/// What the staging has brought in.
struct ProofCompany: Sendable {
    let key: String
    /// Our numbers of the accounts.
    let accounts: [ProofPlan.Seat: Int64]
    /// By SHA-256.
    let pictures: [String]
    /// Nil where there is no ffmpeg: pictures go out in its place.
    let video: String?
    /// What the networks say when they ask whose address it is.
    let word: String
}
