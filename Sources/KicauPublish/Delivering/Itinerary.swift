package import KicauCore
import KicauStore

/// A delivery's steps with what they have brought so far, and which comes next.
struct Itinerary: Sendable {
    let rendition: Rendition
    private(set) var rows: [StepRow]

    init(rendition: Rendition, rows: [StepRow]) {
        self.rendition = rendition
        self.rows = rows
    }

    /// The first step not settled; nil when all are.
    var next: StepRow? { rows.first { $0.state != .settled } }

    /// The commit that is open: the first one not settled.
    var openCommit: StepRow? { rows.first { $0.step.kind == .commit && $0.state != .settled } }

    var openParts: [Int] { rows.filter { $0.step.kind == .commit && $0.state != .settled }.map(\.step.part) }

    /// The open parts of which something that was staged ahead of this commit dies before one begun now could end.
    func staleParts(before commit: StepRow, ending instant: Instant) -> [Int] {
        let stale = rows.filter { row in
            row.position < commit.position && row.step.kind == .prepare && row.state == .settled
                && row.expires.map { $0 <= instant } == true
        }
        return Set(stale.map(\.step.part)).intersection(openParts).subtracting(liveParts).sorted()
    }

    /// Those that went out with the first one, as its receipt says: nothing of them is needed any more.
    private var liveParts: Set<Int> { Set(0..<(receipts[0]?.extra["thread"]?.array?.count ?? 0)) }

    func progress(
        for part: Int, others: Set<String> = [], adoptsDuplicate: Bool, twinWasRemoved: Bool = false
    ) -> Progress {
        let prepared = rows.filter { $0.step.part >= part && $0.step.kind == .prepare && $0.state == .settled }
            .map { (step: $0.step, result: $0.result ?? [:]) }
        return Progress(
            prepared: prepared, receipts: receipts, others: others, adoptsDuplicate: adoptsDuplicate,
            twinWasRemoved: twinWasRemoved)
    }

    var receipts: [Int: Receipt] {
        var receipts: [Int: Receipt] = [:]
        for row in rows where row.step.kind == .commit && row.state == .settled {
            receipts[row.step.part] = row.result.flatMap(Receipt.init(stored:))
        }
        return receipts
    }
}

extension Receipt {
    /// As it is kept in a step's result.
    package var stored: [String: JSONValue] {
        var members: [String: JSONValue] = ["remoteID": .string(remoteID), "extra": .object(extra)]
        if let url { members["url"] = .string(url) }
        members["differences"] = .array(
            differences.map {
                .object(["template": .string($0.template), "values": .array($0.values.map(JSONValue.string))])
            })
        return members
    }

    init?(stored: [String: JSONValue]) {
        guard let remoteID = stored["remoteID"]?.string else { return nil }
        let differences = (stored["differences"]?.array ?? []).compactMap { item -> Sentence? in
            guard let template = item["template"]?.string else { return nil }
            return Sentence(template: template, values: (item["values"]?.array ?? []).compactMap(\.string))
        }
        self.init(
            remoteID: remoteID, url: stored["url"]?.string, extra: stored["extra"]?.object ?? [:],
            differences: differences)
    }
}
