/// What must hold in every run, by the names of docs/delivery.md.
public enum Promise: String, Sendable, CaseIterable {
    case noPostTwice = "no_post_twice"
    case noPostLost = "no_post_lost"
    case nothingEarly = "nothing_early"
    case lateWakerNeverSends = "late_waker_never_sends"
    case doubtSurvivesALaterNo = "doubt_survives_a_later_no"
    case absenceWaitsForQuiet = "absence_waits_for_quiet"
    case oldEpochSettlesNothingButAYes = "old_epoch_settles_nothing_but_a_yes"
    case intentIsDurableBeforeBytes = "intent_is_durable_before_bytes"
    case sendBound = "send_bound_asks_a_person"
    case stepsResumeInOrder = "steps_resume_in_order"
    case holdFollowsTheDelivery = "hold_follows_the_delivery"
    case onlyAllowedTransitions = "only_allowed_transitions"
}

/// A promise that did not hold in a run.
public struct Broken: Sendable, Hashable {
    public let promise: Promise
    public let what: String
    /// Milliseconds after the run's beginning.
    public let at: Int64
}
