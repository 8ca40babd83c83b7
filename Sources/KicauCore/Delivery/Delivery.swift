/// The promise to send one rendition to one account once. The row's states are those of the delivery protocol.
public struct Delivery: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Due at an instant; no attempt is open.
        case scheduled
        /// A worker holds it under a lease; nothing was sent under this claim.
        case claimed
        /// The holder has written that it is about to make the commit call.
        case intent
        /// A commit may or may not have happened.
        case unknown
        /// A worker looks on the platform.
        case reconciling
        case published
        case refused
        /// A person has to decide or act; `waitingFor` says what.
        case waiting
        /// A person decided that it shall not go out (any more).
        case dropped
        /// Called off or replaced by a newer plan before anything was sent.
        case cancelled
    }

    /// What a person is asked for.
    public enum WaitingFor: String, Hashable, Sendable, Codable, CaseIterable {
        /// The account's token is dead.
        case reconnect
        /// It may or may not be live: it is there, send again, or drop.
        case doubt
        /// It came due while nothing ran, longer ago than the workspace allows; or its network's quota comes back later than
        /// that.
        case missed
        /// It was sent three times and is still in doubt.
        case sendBound = "send-bound"
        /// The platform wants to be paid first, or no budget or price is there.
        case money
        /// A person posts it by hand; Kicau sends nothing of it meanwhile.
        case handOff = "hand-off"
    }

    /// After so many commits of one part a machine sends no more.
    public static let maxSends = 3
}
