import KicauCore

/// One reading of an inbox: so many calls, so many words, and a note of what was left.
struct SaidReading {
    private let graph: Graph
    private let unit: MeterUnit
    private let mark: SaidMark
    private var callsLeft: Int
    private(set) var said: [Said] = []
    private var known: Set<String> = []
    private var left: [SaidList] = []
    private var newest: Instant
    /// Why it ended early.
    private var stop: Heard?
    /// Lists that this account may not read.
    private var missing: Settlement.Story?
    private var hasRead = false

    /// More is left for the next reading.
    private static let most = 500

    init(graph: Graph, unit: MeterUnit, mark: SaidMark, calls: Int) {
        self.graph = graph
        self.unit = unit
        self.mark = mark
        callsLeft = calls
        newest = mark.since
    }

    /// What one page holds, and the pages that belong after it.
    typealias Page = (said: [Said], rests: [SaidList])

    /// - Parameter isOptional: a missing permission is told, and the other lists are read all the same.
    mutating func work(
        _ lists: [SaidList], via line: any Line, call: (SaidList) -> Call,
        page: (JSONValue, SaidList) -> Page, isOptional: (SaidList) -> Bool = { _ in false }
    ) async {
        var queue = lists
        while !queue.isEmpty {
            let list = queue.removeFirst()
            guard let answer = await ask(list, call(list), isOptional: isOptional(list), via: line) else { continue }
            let page = page(answer, list)
            queue += page.rests
            take(page.said, of: list)
        }
    }

    /// Nil: it is left for the next reading, or there is nothing to be read of it ever.
    private mutating func ask(
        _ list: SaidList, _ call: Call, isOptional: Bool, via line: any Line
    ) async -> JSONValue? {
        guard stop == nil, callsLeft > 0, said.count < SaidReading.most else {
            left.append(list)
            return nil
        }
        callsLeft -= 1
        switch await graph.ask(call, unit: unit, via: line) {
        case .yes(let answer):
            hasRead = true
            return answer
        case .lost(let failure): end(list, failure.heard)
        case .no(let complaint): refused(list, complaint, isOptional: isOptional)
        }
        return nil
    }

    /// A deleted post has no list any more, and a cursor that is not taken never will be: they must not keep the rest
    /// from being read.
    private mutating func refused(_ list: SaidList, _ complaint: Complaint, isOptional: Bool) {
        switch graph.table.meaning(of: complaint) {
        case .gone: hasRead = true
        case .invalidContent where list.after != nil || list.post != nil: hasRead = true
        case .permission where isOptional: missing = graph.table.refusal(of: complaint).story
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .token, .permission, .appConfig, .duplicate, .invalidContent, .media, .spam, .accountLocked, .clock:
            end(list, graph.table.heard(of: complaint))
        }
    }

    private mutating func end(_ list: SaidList, _ why: Heard) {
        stop = why
        left.append(list)
    }

    /// The oldest first: what does not fit is newer, so its list is read again from there.
    private mutating func take(_ found: [Said], of list: SaidList) {
        let new = found.filter { $0.at >= list.floor && !known.contains($0.receipt.remoteID) }.sorted { $0.at < $1.at }
        let taken = new.prefix(SaidReading.most - said.count)
        said += taken
        known.formUnion(taken.map(\.receipt.remoteID))
        if taken.count < new.count { left.append(list.from(taken.last?.at ?? list.floor)) }
        if let last = new.last { newest = max(newest, last.at) }
    }

    var heard: Heard {
        if let stop {
            if case .signedOut = stop { return stop }
            guard hasRead else { return stop }
        }
        let mark = SaidMark(since: max(mark.since, newest - SaidMark.overlap), left: SaidList.merged(left))
        return .said(said, mark: mark.stored, missing: missing ?? stop?.story)
    }
}
