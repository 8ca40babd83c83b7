import KicauStore

/// Before and after each transaction of a worker others may run, and the worker may die.
struct WorkerGate: StepwiseDatabase.Gate {
    let loop: Loop
    let life: Life
    let audit: Audit
    let wordings: Wordings

    var syncs: Bool { wordings.syncs || !life.isMortal }
    var rewords: Bool { wordings.rewords && life.isMortal }

    func enter() async throws {
        await loop.pause(life)
        try life.mustLive()
    }

    func wrote(_ tx: borrowing Transaction) { audit.wrote(tx, by: life) }

    func leave() async throws {
        await loop.pause(life)
        try life.mustLive()
    }

    func wording(of sql: String) -> String { wordings.wording(of: sql) }
}

/// Outside of any run: nothing is in the way.
struct OpenGate: StepwiseDatabase.Gate {
    var syncs: Bool { true }
    var rewords: Bool { false }

    func enter() async throws {}
    func wrote(_ tx: borrowing Transaction) {}
    func leave() async throws {}
    func wording(of sql: String) -> String { sql }
}

/// What a weakened protocol says to the database. Each statement is reworded once and kept.
final class Wordings: Sendable {
    private let changes: [(old: String, new: String)]
    private let kept = Cell<[String: String]>([:])
    private let used = Cell<Set<Int>>([])
    let syncs: Bool

    init(_ weakening: Weakening?) {
        changes = weakening?.wordings ?? []
        syncs = weakening != .weakDurability
    }

    var rewords: Bool { !changes.isEmpty }
    /// A weakening whose statements have got other words weakens nothing: its test has to be mended.
    var unused: [String] { changes.indices.filter { !used.value.contains($0) }.map { changes[$0].old } }

    func wording(of sql: String) -> String {
        if let kept = kept.value[sql] { return kept }
        var text = sql
        for (number, change) in changes.enumerated() where text.contains(change.old) {
            text = text.replacing(change.old, with: change.new)
            used.value.insert(number)
        }
        kept.value[sql] = text
        return text
    }
}
