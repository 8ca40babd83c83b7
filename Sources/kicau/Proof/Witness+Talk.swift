import KicauCore

/// What became of what visitors said.
struct Conversation: Sendable {
    /// The networks' names of what was said, by the remarks' numbers.
    var said: [Int: String] = [:]
    /// How often each stands in the inbox.
    var heard: [Int: Int] = [:]
    /// Our numbers of the answers.
    var answers: [Int: Int64] = [:]
}

extension Witness {
    /// Each remark is in the inbox once, and its answer on the network once, under the remark.
    func checkTalk(_ verdict: inout Verdict) {
        for remark in plan.remarks {
            guard let said = talk.said[remark.number] else { continue }
            let name = "remark \(remark.number) on \(remark.seat.network) \(remark.seat.number + 1)"
            switch talk.heard[remark.number] ?? 0 {
            case 1: break
            case 0: verdict.note(.lost, "\(name): not in the inbox")
            default: verdict.note(.twice, "\(name): in the inbox")
            }
            let lives = truth.live(remark.seat, remark.answer)
            if lives.isEmpty { verdict.note(.lost, "\(name): no answer is there") }
            if lives.count > 1 { verdict.note(.twice, "\(name): the answer") }
            if lives.contains(where: { !Witness.names($0.parent, said) }) { verdict.note(.torn, "\(name): the answer") }
            let deliveries = talk.answers[remark.number].flatMap { sight.posts[$0] } ?? []
            if !lives.isEmpty, deliveries.map(\.state) != [.published] {
                verdict.note(.unsettled, "\(name): the answer")
            }
        }
    }

    /// Where answers are looked for: anywhere else they are in no plan.
    var answerKeys: Set<Truth.Key> {
        Set(plan.remarks.filter { talk.said[$0.number] != nil }.map { Truth.key($0.seat, $0.answer) })
    }
}
