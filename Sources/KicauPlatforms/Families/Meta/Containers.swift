import KicauCore

/// The staged way of Instagram and Threads: make a container, wait until it is ready, publish it once.
///
/// A container can be published only once, so its id does the work of an idempotency key: while a commit of it may
/// have happened, no second container may be made.
struct Containers {
    let graph: Graph
    /// "1784…/media"
    let path: String
    /// The field of a container that says how far it is, and the one that says what went wrong.
    let stateField: String
    let reasonField: String
    /// What the texts in `reasonField` mean.
    let reasons: ErrorTable
    let units: Units

    /// What its calls are priced by.
    struct Units {
        let container: MeterUnit
        let publish: MeterUnit
        let read: MeterUnit
    }

    /// The containers of one part: one a picture or video, and one above them when there are several.
    static func steps(_ part: RenderedPart, _ index: Int) -> [Step] {
        let pictures = part.media.indices.map { Step(.prepare, "container", part: index, picture: $0) }
        return pictures + (pictures.count == 1 ? [] : [Step(.prepare, "container", part: index)])
    }

    enum State {
        case inProgress, finished, published
        case failed(Complaint)
        case expired
        /// The network no longer knows the container, or never did.
        case gone(Complaint)
        case unclear(Complaint)
        case lost(LineFailure)
    }

    /// They are dropped after a day.
    static let life = Duration.hours(24)
    /// What is not ready by then never will be.
    static let patience = Duration.hours(1)
    /// Seconds between looks; the last goes on for ever.
    static let ladder = [2, 3, 5, 10, 20, 30, 60]
    /// A video is fetched and looked through there first. Meta advises to look once a minute.
    static let videoLadder = [10, 20, 30, 60]

    func make(
        _ form: [(String, String)], ladder: [Int] = Containers.ladder, now: Instant, via line: any Line
    ) async -> Preparation {
        switch await graph.ask(graph.post(path, form: form), unit: units.container, via: line) {
        case .lost(let failure): return failure.preparation
        case .no(let complaint): return graph.table.preparation(of: complaint)
        case .yes(let answer):
            guard let id = answer["id"]?.string else { return graph.table.preparation(of: .unclear(answer, at: now)) }
            let known: [String: JSONValue] = ["container": .string(id), "made": .integer(now.ms)]
            return working(known, looks: 0, ladder, now: now)
        }
    }

    /// Asks how far a container is that `make` has made.
    func follow(
        _ before: [String: JSONValue], ladder: [Int] = Containers.ladder, now: Instant, via line: any Line
    ) async -> Preparation {
        guard let id = before["container"]?.string, let made = before["made"]?.int else {
            return .stageAgain(dead(nil))
        }
        let madeAt = Instant(ms: Int64(made))
        switch await state(of: id, now: now, via: line) {
        case .lost(let failure): return failure.preparation
        case .unclear(let complaint): return graph.table.preparation(of: complaint)
        case .finished, .published:
            return .ready(["container": .string(id), "made": .integer(madeAt.ms)], expires: madeAt + Containers.life)
        case .expired: return .stageAgain(dead(nil))
        case .gone(let complaint): return .stageAgain(dead(complaint.answer))
        case .failed(let complaint): return failed(complaint)
        case .inProgress:
            guard now < madeAt + Containers.patience else { return .stageAgain(dead(nil)) }
            return working(before, looks: before["looks"]?.int ?? 0, ladder, now: now)
        }
    }

    func state(of id: String, now: Instant, via line: any Line) async -> State {
        switch await graph.ask(graph.get(id, fields: stateField + "," + reasonField), unit: units.read, via: line) {
        case .lost(let failure): return .lost(failure)
        case .no(let complaint):
            return graph.table.meaning(of: complaint) == .gone ? .gone(complaint) : .unclear(complaint)
        case .yes(let answer):
            switch answer[stateField]?.string {
            case "IN_PROGRESS": return .inProgress
            case "FINISHED": return .finished
            case "PUBLISHED": return .published
            case "EXPIRED": return .expired
            case "ERROR": return .failed(complaint(answer[reasonField]?.string ?? "", now))
            default: return .unclear(.unclear(answer, at: now))
            }
        }
    }

    private func working(
        _ known: [String: JSONValue], looks: Int, _ ladder: [Int], now: Instant
    ) -> Preparation {
        let wait = ladder[min(looks, ladder.count - 1)]
        let next = known.merging(["looks": .integer(Int64(looks + 1))]) { _, new in new }
        return .working(next, askAgain: now + .seconds(wait))
    }

    /// What is temporary needs a new container too: this one stays in error.
    private func failed(_ complaint: Complaint) -> Preparation {
        switch reasons.preparation(of: complaint) {
        case .refused(let refusal): .refused(refusal)
        case .signedOut(let refusal): .signedOut(refusal)
        case .ready, .working, .postponed, .stageAgain: .stageAgain(dead(complaint.answer))
        }
    }

    /// The reason is a text, with a subcode of seven digits in it on Instagram.
    private func complaint(_ reason: String, _ now: Instant) -> Complaint {
        let subcode = reason.split { !$0.isASCII || !$0.isNumber }.first { $0.count == 7 }
        return Complaint(
            status: 400, subtype: subcode.map { String($0) }, message: reason, isOwnShape: true, answer: reason,
            at: now)
    }

    func dead(_ answer: String?) -> Refusal {
        Refusal(
            .newContainer, "What was staged at \(graph.table.network) is dead there; it is staged again.",
            do: "Nothing to do.", answer: answer)
    }
}

extension Errand {
    /// The container this part is published from: a carousel's own, not one of its pictures'.
    var container: String? {
        let wanted = part.media.count == 1 ? 0 : nil
        return prepared.last { $0.step.picture == wanted }?.result["container"]?.string
    }

    /// How often to look at the container this step makes.
    var ladder: [Int] { fitted?.isVideo == true ? Containers.videoLadder : Containers.ladder }

    /// The containers of a carousel's pictures and videos, in their order.
    var children: [String] {
        prepared.filter { $0.step.picture != nil }.sorted { ($0.step.picture ?? 0) < ($1.step.picture ?? 0) }
            .compactMap { $0.result["container"]?.string }
    }

    private var prepared: [(step: Step, result: [String: JSONValue])] {
        progress.prepared.filter { $0.step.part == step.part && $0.step.name == "container" }
    }
}
