import KicauCore
import KicauPublish
import KicauStore

extension Run {
    func setUp() throws -> (audit: Audit, wire: Wire, server: Server) {
        let calm: @Sendable () -> Bool = { self.isCalm }
        let audit = Audit(
            loop: loop, isFlying: { self.cast.value.wire?.isFlying($0) ?? false },
            progress: { self.ground.database.progress }, note: { self.note($0, $1) })
        let server = Server(loop: loop, weather: plan.weather, isCalm: calm) { post in
            self.note("network") { "\(post.key) stands as \(post.id)" }
            if self.cast.value.server?.standing(post.key).count ?? 0 > 1 {
                audit.breaks(.noPostTwice, "\(post.key) landed again")
            }
        }
        let wire = Wire(
            loop: loop, server: server, plan: plan, isCalm: calm, departs: { audit.departs($0, of: $1) },
            hears: { audit.hears($0, $1) }, note: { self.note($0.name, $1) })
        cast.value.server = server
        cast.value.wire = wire
        cast.value.audit = audit
        cast.value.killsLeft = plan.kills
        cast.value.failuresLeft = plan.powerFailures
        cast.value.stallsLeft = plan.stalls
        let desk = Life(
            name: "desk", clock: NodeClock(loop: loop, offset: 0, driftPPM: 0), loop: loop, isMortal: false)
        cast.value.lives.append(desk)
        let kit = kit(for: desk, wire, audit)
        try schedule(desk, kit)
        try ground.database.peek { try audit.begin($0) }
        cast.value.person = Person(
            life: desk, kit: kit, caller: ground.caller, loop: loop, database: ground.database, audit: audit,
            server: server, isFlying: { wire.isFlying($0) }, note: { self.note($0, $1) },
            decided: { self.othersNotice(nil) })
        planDesk(audit)
        startNodes(wire, audit)
        return (audit, wire, server)
    }

    private func kit(for life: Life, _ wire: Wire, _ audit: Audit) -> Kit {
        let gate = WorkerGate(loop: loop, life: life, audit: audit, wordings: wordings)
        let line = SimLine(wire: wire, life: life)
        let isStubborn = weakening == .retriesWithoutAnswer && life.isMortal
        return ground.kit(
            gate, line: isStubborn ? StubbornLine(line: line) : line, time: life.clock, pace: weakening?.pace ?? .real,
            name: life.name)
    }

    private func schedule(_ desk: Life, _ kit: Kit) throws {
        let publishing = Publishing(kit: kit)
        let begin = desk.clock.now()
        let (plan, ground) = (plan, ground)
        let ends = plan.weather.hasShortTokens ? loop.draw { begin + .milliseconds($0.between(30_000, 300_000)) } : nil
        try loop.complete(on: desk) {
            try await kit.store.write { tx in
                try tx.also("UPDATE workspace SET resends_after_two_looks = \(plan.resendsAfterTwoLooks)")
                if let ends { try tx.also("UPDATE credential SET expires_ms = \(ends)") }
            }
            for order in plan.orders {
                guard let account = ground.accounts[order.style] else { continue }
                let due = try Due(at: begin + .milliseconds(order.due), zone: "Asia/Jakarta")
                let exact = Due(wall: due.wall, zone: due.zone, instant: begin + .milliseconds(order.due))
                _ = try await publishing.schedule(
                    DraftContent(post: order.post, accounts: [account]), as: nil, version: nil, timing: .at(exact),
                    key: order.key, by: ground.caller)
            }
        }
    }

    private func startNodes(_ wire: Wire, _ audit: Audit) {
        for number in 0..<plan.nodes {
            let skew = plan.hasLooseClocks ? loop.draw { $0.between(-1_000, 1_000) } : 0
            let drift = plan.hasLooseClocks ? loop.draw { $0.between(-200, 200) } : 0
            let clock = NodeClock(loop: loop, offset: skew, driftPPM: drift, hidesGuard: weakening == .noGuard)
            let node = Node(
                number: number, clock: clock, room: loop.draw { $0.pick([1, 2, 8]) }, isAlone: plan.nodes == 1,
                loop: loop,
                begin: { node, life in
                    let name = "\(["one", "two", "three"][node.number])-\(life)"
                    let life = Life(name: name, clock: node.clock, loop: self.loop, isMortal: true)
                    self.cast.value.lives.append(life)
                    self.note(name) { "starts" }
                    return (life, self.kit(for: life, wire, audit))
                },
                nextReady: { self.nextReady() }, worked: { self.othersNotice($0) })
            cast.value.nodes.append(node)
            node.start()
            planJumps(of: node)
        }
    }

    private func nextReady() -> Instant? {
        do {
            return try ground.database.peek { try $0.nextReady() }
        } catch {
            return nil  // the next bell looks again
        }
    }
}

extension Plan.Order {
    /// Each text is like no other.
    var post: Post {
        let texts = (0..<parts).map { "\(key), part \($0)\(hasPictures ? " with pictures" : "")" }
        return Post(
            parts: texts.map { Post.Part(text: $0) }, firstComment: hasComment ? "\(key), the comment" : nil)
    }
}
