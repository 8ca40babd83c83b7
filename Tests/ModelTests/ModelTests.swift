import KicauCore
import KicauTree
import Testing

/// The model's text, as far as it has to agree with the code.
struct ModelText {
    let text: String

    init() throws { text = try Tree.text("docs/model/delivery.pml") }

    private var lines: [Substring] { text.split(separator: "\n") }

    struct Move: Hashable, CustomStringConvertible {
        let from: String
        let to: String
        let by: String

        var description: String { "\(from) → \(to) by \(by)" }
    }

    /// Each `move(FROM, TO, WHO)`, but for the lines that say what a move is.
    var moves: Set<Move> {
        Set(
            lines.filter { !$0.hasPrefix("#define") && !$0.hasPrefix(" *") }.flatMap { line in
                line.matches(of: #/\bmove\((\w+), (\w+), (\w+)\)/#).map {
                    Move(from: String($0.1), to: String($0.2), by: String($0.3))
                }
            })
    }

    /// Lines that write the row's state without saying from where.
    var otherWrites: [Substring] { lines.filter { $0.contains(#/\brow\.state = /#) && !$0.hasPrefix("#define") } }

    /// The names of the first `mtype` that holds this one.
    func names(with name: String) -> Set<String> {
        let sets = text.matches(of: #/mtype = \{([^}]*)\}/#).map { match in
            Set(match.1.split(separator: ",").map { $0.filter { !$0.isWhitespace } })
        }
        return sets.first { $0.contains(name) } ?? []
    }

    /// What `#ifdef`s take away, and the header lists.
    var weakenings: Set<String> {
        Set(text.matches(of: #/#ifn?def ([A-Z_]+)/#).map { String($0.1) }).subtracting(settings)
    }

    /// What a run chooses: bounds with a standard, and the stricter check of the sound runs.
    private var settings: Set<String> {
        Set(text.matches(of: #/#ifndef ([A-Z_]+)\n#define /#).map { String($0.1) }).union(["STRICT"])
    }
}

@Suite("The model and the code")
struct ModelTests {
    @Test func `make the same changes of state, by the same movers`() throws {
        let model = try ModelText().moves
        let code = Set(
            Delivery.transitions.map {
                ModelText.Move(from: $0.from.rawValue, to: $0.to.rawValue, by: $0.by.rawValue)
            })

        #expect(model.subtracting(code).map(\.description).sorted() == [], "in the model alone")
        #expect(code.subtracting(model).map(\.description).sorted() == [], "in the code alone")
    }

    @Test func `know the same states, and wait for a person for the same reasons`() throws {
        let model = try ModelText()

        #expect(model.names(with: "scheduled") == Set(Delivery.State.allCases.map(\.rawValue)))
        // "doubt" is the mark's name there, and no name in Promela holds a hyphen.
        let reasons = Delivery.WaitingFor.allCases.map { reason in
            switch reason {
            case .doubt: "doubtful"
            case .sendBound: "sendBound"
            case .handOff: "handOff"
            case .reconnect, .missed, .money: reason.rawValue
            }
        }
        #expect(model.names(with: "reconnect") == Set(reasons + ["nothing"]))
    }

    @Test func `send equally often before a person is asked`() throws {
        #expect(try ModelText().text.contains("#define MAX_SENDS \(Delivery.maxSends) "))
    }

    @Test func `change the state by moves alone, but for the beginning, a loss of power and an old backup`() throws {
        let others = try ModelText().otherWrites

        #expect(others.count == 3)
        #expect(others.contains { $0.contains("row.state = kept.state;") })
        #expect(others.filter { $0.contains("row.state = scheduled;") }.count == 2)
    }

    @Test func `each weakening of the model is run, and explained`() throws {
        let weakenings = try ModelText().weakenings
        #expect(weakenings.count >= 7)

        let runner = try Tree.text("scripts/model")
        let page = try Tree.text("docs/delivery.md")
        let told = Set(page.matches(of: /(?m)^\| `([A-Z_]+)` \|/).map { String($0.1) })
        #expect(told == weakenings)
        for name in weakenings { #expect(runner.contains(name), "scripts/model does not run \(name)") }
    }
}
