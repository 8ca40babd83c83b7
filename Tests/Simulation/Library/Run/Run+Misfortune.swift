import KicauCore
import KicauStore

/// What comes from outside while it runs.
extension Run {
    func planDesk(_ audit: Audit) {
        for (order, row) in zip(plan.orders, audit.rows) where order.isCancelled {
            loop.after(max(order.due + loop.draw { $0.between(-20_000, 2_000) }, 0)) {
                self.cast.value.person?.cancel(row.post)
            }
        }
        visitLater()
    }

    private func visitLater() {
        let wait = isCalm ? 120_000 : loop.draw { $0.between(10_000, 200_000) }
        loop.after(wait) {
            self.cast.value.person?.visit(meddles: self.plan.isMeddling && !self.isCalm)
            self.visitLater()
        }
    }

    func planJumps(of node: Node) {
        let small = plan.hasLooseClocks ? loop.draw { $0.below(4) } : 0
        for number in 0..<(small + plan.bigJumps) {
            loop.after(loop.draw { $0.between(0, self.plan.chaosEnds) }) {
                let most: Int64 = number < small ? 400 : 7_200_000
                let step = self.loop.draw { $0.between(-most, most) }
                node.clock.jump(by: step)
                self.note("node \(node.number)") { "its wall clock jumps by \(step) ms" }
                self.loop.after(self.loop.draw { $0.between(0, 2_000) }) { node.ring() }
            }
        }
    }

    /// The dispatchers look again within two seconds, whatever they sleep for.
    func othersNotice(_ worker: Node?) {
        for node in cast.value.nodes where node !== worker { node.plan(after: loop.draw { $0.between(2, 2_000) }) }
    }

    /// A task of this life is about to go on: does it get that far?
    func misfortune(_ life: Life) {
        guard life.isMortal, !life.isDead, !isCalm else { return }
        if cast.value.failuresLeft > 0, loop.draw({ $0.happens(15) }) { return losePower() }
        if cast.value.killsLeft > 0, loop.draw({ $0.happens(25) }) {
            cast.value.killsLeft -= 1
            cast.value.kills += 1
            note(life.name) { "is killed" }
            cast.value.nodes.first { $0.life === life }?.kill(
                restartAfter: loop.draw { $0.happens(50) ? $0.between(900_000, 1_800_000) : $0.between(50, 60_000) })
        } else if cast.value.stallsLeft > 0, loop.draw({ $0.happens(25) }) {
            cast.value.stallsLeft -= 1
            let stall = loop.draw { $0.between(1_000, 240_000) }
            note(life.name) { "is held up for \(stall) ms" }
            life.stall(until: loop.now + stall)
            loop.after(stall) {}
        }
    }

    private func losePower() {
        cast.value.failuresLeft -= 1
        cast.value.powerFailures += 1
        note("machine") { "the power fails" }
        do {
            try ground.database.losePower()
            try ground.database.peek { try cast.value.audit?.begin($0) }
        } catch {
            cast.value.audit?.breaks(.noPostLost, "the database did not come back: \(error)")
        }
        for node in cast.value.nodes { node.kill(restartAfter: loop.draw { $0.between(1_000, 90_000) }) }
    }
}
