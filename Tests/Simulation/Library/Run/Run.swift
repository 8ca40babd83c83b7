import KicauCore
import KicauPublish
import KicauStore

/// One seed: the real dispatcher, sender, reconciler and queries, while everything around them goes wrong.
final class Run: Sendable {
    let plan: Plan
    let loop: Loop
    let ground: Ground
    let weakening: Weakening?
    let wordings: Wordings
    private let story: Story
    let cast = Cell(Cast())

    /// Those who act; set once, emptied at the end, since they all know each other.
    struct Cast {
        var server: Server?
        var wire: Wire?
        var audit: Audit?
        var person: Person?
        var nodes: [Node] = []
        var lives: [Life] = []
        var killsLeft = 0
        var failuresLeft = 0
        var stallsLeft = 0
        var kills = 0
        var powerFailures = 0
    }

    init(_ plan: Plan, on ground: Ground, weakening: Weakening?, wordings: Wordings, story: Story) {
        self.plan = plan
        self.ground = ground
        self.weakening = weakening
        self.wordings = wordings
        self.story = story
        loop = Loop(chance: Chance(seed: plan.seed ^ 0xA5A5_5A5A_0F0F_F0F0))
    }

    var isCalm: Bool { loop.now >= plan.chaosEnds }

    func note(_ who: String, _ what: () -> String) { story.tell(loop.now, who, what) }

    /// The whole run.
    func play() throws -> Verdict {
        try ground.database.beginRun(canLosePower: plan.powerFailures > 0)
        let verdict = Swift.Result { try live() }
        loop.drain(cast.value.lives)
        cast.value = Cast()
        try ground.database.endRun()
        return try verdict.get()
    }

    private func live() throws -> Verdict {
        let stage = try setUp()
        let lastStep = 30_000
        while loop.steps < lastStep, !isOver(stage.audit, stage.wire) {
            guard loop.step({ self.misfortune($0) }) else { break }
            if loop.now > plan.chaosEnds + 172_800_000 { break }
        }
        try ground.database.peek { tx in
            try Settled(audit: stage.audit, server: stage.server, plan: plan).check(tx)
        }
        return Verdict(
            seed: plan.seed, broken: stage.audit.broken, steps: loop.steps, calls: stage.wire.calls,
            commits: stage.wire.commits, deliveries: stage.audit.rows.count, kills: cast.value.kills,
            powerFailures: cast.value.powerFailures, fingerprint: loop.fingerprint)
    }

    private func isOver(_ audit: Audit, _ wire: Wire) -> Bool {
        isCalm && audit.rows.allSatisfy(\.isOver) && !wire.isFlying("") && cast.value.person?.isBusy == false
            && cast.value.nodes.allSatisfy(\.isIdle)
    }
}
