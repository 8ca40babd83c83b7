extension Delivery {
    /// Who may make a change of state.
    public enum Mover: String, Hashable, Sendable, CaseIterable {
        /// The worker whose claim it is: it shows the epoch of the row.
        case holder
        case anyWorker
        /// Whoever finds that a lease has ended, or that no worker of ours can be alive.
        case afterLease
        case person
        /// Whoever puts a backup in the place of a database that went on after it was made.
        case afterRestore
        /// Whoever brings proof that it is live, however old the epoch.
        case anyoneWithProof
    }

    /// One change of state that may happen. What is not in `transitions` does not.
    public struct Transition: Hashable, Sendable {
        public let from: State
        public let to: State
        public let by: Mover
        public let why: String

        init(_ from: State, _ to: State, _ by: Mover, _ why: String) {
            self.from = from
            self.to = to
            self.by = by
            self.why = why
        }
    }

    /// The protocol as a table. The store refuses every other change, and docs/model/delivery.pml makes the same ones.
    public static let transitions: [Transition] = [
        Transition(.scheduled, .claimed, .anyWorker, "it is due"),
        Transition(
            .scheduled, .waiting, .anyWorker,
            "it came due while nothing ran, too long ago; or it can no longer be paid, or no quota is left in time"
        ),
        Transition(.scheduled, .cancelled, .person, "called off, or planned anew"),
        Transition(.scheduled, .published, .anyoneWithProof, "a yes, late: its worker had lost the claim"),

        Transition(.claimed, .intent, .holder, "the next call is the commit"),
        Transition(.claimed, .scheduled, .holder, "something asked for a pause before the commit"),
        Transition(.claimed, .unknown, .holder, "the same, while an earlier try is in doubt"),
        Transition(.claimed, .waiting, .holder, "signed out or unpaid before the commit"),
        Transition(.claimed, .refused, .holder, "a picture or container was refused before the commit"),
        Transition(.claimed, .scheduled, .afterLease, "its worker stopped before it sent anything"),
        Transition(.claimed, .cancelled, .person, "called off before its worker wrote an intent"),
        Transition(.claimed, .published, .anyoneWithProof, "every part turned out to be live, or a late yes"),

        Transition(.intent, .claimed, .holder, "this part is live, and the next follows"),
        Transition(.intent, .scheduled, .holder, "a clear no that asks for a pause, or nothing left"),
        Transition(.intent, .unknown, .holder, "no clear answer, or an earlier try is in doubt"),
        Transition(.intent, .waiting, .holder, "a clear no: signed out, or unpaid"),
        Transition(.intent, .refused, .holder, "a clear no"),
        Transition(.intent, .unknown, .afterLease, "its worker stopped between its intent and an answer"),
        Transition(.intent, .published, .anyoneWithProof, "a yes"),

        Transition(.unknown, .reconciling, .anyWorker, "the quiet period is over"),
        Transition(.unknown, .unknown, .person, "asked to look again"),
        Transition(.unknown, .published, .anyoneWithProof, "a late yes"),

        Transition(.reconciling, .scheduled, .holder, "absent, or this part is live and the next follows"),
        Transition(.reconciling, .unknown, .holder, "could not look, or has to look once more"),
        Transition(.reconciling, .waiting, .holder, "looking cannot settle it"),
        Transition(.reconciling, .unknown, .afterLease, "its worker stopped while it looked"),
        Transition(.reconciling, .published, .anyoneWithProof, "found, or a late yes"),

        Transition(.waiting, .scheduled, .person, "send again; reconnected; or the next part follows"),
        Transition(.waiting, .unknown, .person, "look now; or reconnected while in doubt"),
        Transition(.waiting, .published, .person, "a person found it"),
        Transition(.waiting, .dropped, .person, "it shall not go out"),
        Transition(.waiting, .cancelled, .person, "called off, or planned anew"),
        Transition(.waiting, .published, .anyoneWithProof, "a late yes"),

        Transition(.refused, .scheduled, .person, "send again"),
        Transition(.refused, .dropped, .person, "it shall not go out"),

        Transition(.scheduled, .unknown, .afterRestore, "the lost database may have sent it"),
        Transition(.claimed, .unknown, .afterRestore, "the same"),
        Transition(.intent, .unknown, .afterRestore, "the same"),
        Transition(.unknown, .unknown, .afterRestore, "the same"),
        Transition(.reconciling, .unknown, .afterRestore, "the same"),
        Transition(.waiting, .unknown, .afterRestore, "the same"),
    ]

    /// Is it in the table?
    public static func may(_ from: State, become to: State, by mover: Mover) -> Bool {
        transitions.contains { $0.from == from && $0.to == to && $0.by == mover }
    }

    /// The states that this mover may leave for that one.
    public static func states(before to: State, by mover: Mover) -> [State] {
        State.allCases.filter { may($0, become: to, by: mover) }
    }

    /// Throws at what is not in the table.
    public static func check(_ from: State, to: State, by mover: Mover) throws(NoSuchTransition) {
        guard may(from, become: to, by: mover) else { throw NoSuchTransition(from: from, to: to, by: mover) }
    }

    /// A mistake of ours: nothing was written.
    public struct NoSuchTransition: Error, Hashable, Sendable {
        public let from: State
        public let to: State
        public let by: Mover
    }
}
