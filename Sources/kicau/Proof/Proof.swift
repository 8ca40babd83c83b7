import Foundation
import KicauCore
import KicauPublish

/// A proof run, from the first account to the count: what can go wrong goes wrong in between.
struct Proof: Sendable {
    let order: ProofOrder
    let plan: ProofPlan
    let networks: ProofNetworks
    let ground: ProofGround
    let time: any TimeSource
    let journal = Journal()

    /// Prepared by the staging, and used by all that follows.
    private struct Scene {
        let staging: ProofStaging
        let company: ProofCompany
        let crew: Crew
        let client: SureClient
        let written: [Int: Author.Written]
        let visitors: Visitors
        let respondent: Respondent
    }

    func run() async throws -> ProofReport {
        let begin = time.now()
        try await networks.open()
        let (staging, company) = try await stage()
        let crew = Crew(nodes: try nodes(staging))
        // Whatever ends this, no node outlives it.
        defer { crew.kill() }
        try await crew.start()
        try await networks.hook(at: crew.nodes[0].url, word: company.word)
        let client = try SureClient(nodes: crew.nodes, key: company.key, time: time)
        let killer = Killer(crew: crew, networks: networks, disk: ground.disk, journal: journal, time: time)
        let written = try await write(company, client, killer)
        let scene = Scene(
            staging: staging, company: company, crew: crew, client: client, written: written,
            visitors: Visitors(remarks: plan.remarks, networks: networks),
            respondent: Respondent(client: client, remarks: plan.remarks))
        let faults = try await weather(scene, killer)
        let (reconnected, answers) = try await person(scene)
        let verdict = try await witness(scene)
        try await crew.stop()
        let books = try await staging.books()
        name(verdict)
        return report(
            verdict, faults: faults, answers: answers, reconnected: reconnected, books: books,
            talk: (scene.visitors.said.count, scene.respondent.answers.count), since: begin)
    }

    // MARK: Before

    private func stage() async throws -> (ProofStaging, ProofCompany) {
        let key = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
        let staging = ProofStaging(
            order: order, folder: try ground.folder(of: 0), vaultKey: key, networks: networks)
        let company = try await staging.setUp(plan)
        Talk.say("  \(company.accounts.count) accounts on \(ProofPlan.networks.count) networks")
        return (staging, company)
    }

    private func nodes(_ staging: ProofStaging) throws -> [Node] {
        let system = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("KICAU_") && !$0.key.hasPrefix("OTEL_") && $0.key != "DATABASE_URL"
        }
        return try (0..<order.nodes).map { number in
            guard let port = Ports.free(host: "127.0.0.1") else {
                throw Problem(.portInUse, "No port of this machine is free.", do: "Stop some programs, then try again.")
            }
            return Node(
                number, folder: try ground.folder(of: number), port: port,
                environment: system.merging(staging.environment) { _, own in own }, log: ground.log(of: number),
                time: time)
        }
    }

    private func write(_ company: ProofCompany, _ client: SureClient, _ killer: Killer) async throws
        -> [Int: Author.Written]
    {
        let pace = Duration.milliseconds(plan.posts.count * 25) + .milliseconds(plan.earlyStorm.count * 1500)
        let ready = time.now() + .seconds(4) + pace
        let first = Instant(ms: (ready.ms + 59_999) / 60_000 * 60_000)
        async let storm: Void = killer.carryOut(plan.earlyStorm)
        let author = Author(client: client, company: company, plan: plan, time: time)
        let written = try await author.write(from: first)
        try await storm
        Talk.say(
            "  \(order.deliveries) deliveries planned in \(plan.posts.count) posts; the first fall due in \(max(0, (first - time.now()).components.seconds)) s"
        )
        return written
    }

    // MARK: Under the storm

    private func weather(_ scene: Scene, _ killer: Killer) async throws -> [String: Int] {
        guard let first = scene.written.values.map(\.due).min() else { return [:] }
        try await Task.sleep(for: max(.zero, first - time.now()))
        Talk.say(
            "  \(plan.storm.count) blows over about \(Storm.lengthMs(plan.storm) / 1000) s, with faults on every network"
        )
        try ProofFaults.begin(on: networks)
        try await withThrowingTaskGroup { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(1))
                    try journal.collect(from: networks)
                }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: .milliseconds(700))
                    try scene.visitors.speak()
                    try await scene.respondent.answer()
                }
            }
            group.addTask { try await killer.carryOut(plan.storm) }
            // The others go on for ever: the first to end is the storm.
            try await group.next()
            group.cancelAll()
        }
        // What falls due last shall still meet faults.
        let last = scene.written.values.map(\.due).max() ?? first
        try await Task.sleep(for: max(.zero, last + .seconds(5) - time.now()))
        try journal.collect(from: networks)
        return try ProofFaults.end(on: networks)
    }

    // MARK: After it

    /// Waits until all has ended or waits for a person, but not for ever.
    private func settle(_ scene: Scene, atMost limit: Duration) async throws {
        let end = time.steadyMs() + limit.inMilliseconds
        var told = time.steadyMs()
        while true {
            let moving = try await Sight.moving(by: scene.client)
            if moving == 0 { return }
            guard time.steadyMs() < end else {
                return Talk.say("  \(moving) deliveries still move after \(limit.components.seconds) s")
            }
            if time.steadyMs() - told > 15_000 {
                Talk.say("  \(moving) deliveries still move")
                told = time.steadyMs()
            }
            try await Task.sleep(for: .milliseconds(700))
        }
    }

    private var patience: Duration { .seconds(180) + .milliseconds(order.deliveries * 60) }

    /// A person signs in again where a token died, looks at the networks, and decides what nobody else can know.
    private func person(_ scene: Scene) async throws -> (reconnected: Int, answers: [String: Int]) {
        try await settle(scene, atMost: patience)
        // Some posts came too late for the storm: their visitors speak now.
        try scene.visitors.speak()
        try await scene.crew.stop()
        let reconnected = try await scene.staging.reconnect(scene.company)
        try await scene.crew.start()
        try await listen(scene)
        try await settle(scene, atMost: patience)
        var answers: [String: Int] = [:]
        for round in 0..<4 {
            let given = try await answer(scene, round: round)
            guard !given.isEmpty else { break }
            answers.merge(given, uniquingKeysWith: +)
            try await settle(scene, atMost: patience)
        }
        Talk.say(
            "  a person has signed in \(reconnected) accounts again and answered \(answers.values.reduce(0, +)) times")
        return (reconnected, answers)
    }

    /// Waits until all that was said is heard, but not for ever, and answers it.
    private func listen(_ scene: Scene) async throws {
        let end = time.steadyMs() + Duration.seconds(60).inMilliseconds
        while time.steadyMs() < end {
            try await scene.respondent.answer()
            if scene.respondent.answers.count >= scene.visitors.said.count { return }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func answer(_ scene: Scene, round: Int) async throws -> [String: Int] {
        let sight = try await Sight.take(of: try await Sight.waiting(by: scene.client), by: scene.client)
        let truth = try Truth.read(from: networks)
        let seats = Dictionary(uniqueKeysWithValues: scene.company.accounts.map { ($0.value, $0.key) })
        var posts = Dictionary(
            uniqueKeysWithValues: plan.posts.compactMap { post in scene.written[post.number].map { ($0.id, post) } })
        for remark in plan.remarks {
            if let id = scene.respondent.answers[remark.number] { posts[id] = remark.answering }
        }
        var given: [String: Int] = [:]
        for (id, deliveries) in sight.posts {
            guard let post = posts[id] else { continue }
            for delivery in deliveries where delivery.state == .waiting || delivery.state == .refused {
                guard let seat = seats[delivery.account] else { continue }
                let parts = post.wanted.map { truth.live(seat, $0) }
                guard let (act, link) = Answering.act(on: delivery, parts: parts, round: round),
                    try await scene.client.resolve(delivery.id, by: act.rawValue, link: link)
                else { continue }
                given[act.rawValue, default: 0] += 1
            }
        }
        return given
    }

    private func witness(_ scene: Scene) async throws -> Verdict {
        let answers = scene.respondent.answers
        let sight = try await Sight.take(
            of: scene.written.values.map(\.id) + answers.values, by: scene.client)
        return Witness(
            plan: plan, accounts: scene.company.accounts, written: scene.written, sight: sight,
            truth: try Truth.read(from: networks), disturbances: journal.disturbances,
            talk: Conversation(
                said: scene.visitors.said, heard: try await scene.respondent.heard(), answers: answers)
        ).testify()
    }

    private func name(_ verdict: Verdict) {
        for (kind, places) in verdict.wrong.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for place in places.prefix(ProofReport.named) { Talk.say("  \(kind.rawValue): \(place)") }
        }
    }

    private func report(
        _ verdict: Verdict, faults: [String: Int], answers: [String: Int], reconnected: Int,
        books: ProofStaging.Books, talk: (remarks: Int, answered: Int), since begin: Instant
    ) -> ProofReport {
        let counts = journal.counts
        let main: Set<Verdict.Wrong> = [.lost, .twice, .early, .unsettled]
        let calm = ProofReport.Lateness(verdict.calmLateness)
        return ProofReport(
            deliveries: order.deliveries, kills: counts["kills"] ?? 0, lost: verdict.count(.lost),
            twice: verdict.count(.twice), early: verdict.count(.early), unsettled: verdict.count(.unsettled),
            published: verdict.published, refused: verdict.refused,
            otherWrongs: Dictionary(
                uniqueKeysWithValues: verdict.wrong.filter { !main.contains($0.key) }
                    .map { ($0.key.rawValue, $0.value.count) }),
            booksBalance: books.balance, answers: answers, reconnected: reconnected, blows: counts,
            faults: faults.filter { $0.value > 0 },
            leftOut: ground.disk == nil ? ["a full disk: this user may not mount a small one"] : [],
            remarks: talk.remarks, answered: talk.answered, posts: plan.posts.count,
            accounts: plan.accounts.values.reduce(0, +), nodes: order.nodes,
            engine: order.engine.name, version: Version.text, seed: order.seed, machine: Machine.words,
            startedAt: ISO8601DateFormatter().string(from: begin.date),
            seconds: Int((time.now() - begin).components.seconds), p50Ms: calm.p50, p99Ms: calm.p99,
            latenessUntouched: calm, latenessAll: ProofReport.Lateness(verdict.lateness),
            proved: verdict.isClean && books.balance && verdict.deliveries == order.deliveries)
    }
}
