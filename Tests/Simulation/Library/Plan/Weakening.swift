import KicauCore
import KicauPublish

/// One rule of the protocol taken away from outside, to show that the simulation would notice.
public enum Weakening: String, Sendable, CaseIterable {
    /// The line tries a commit again when no answer came.
    case retriesWithoutAnswer
    /// The intent is never written.
    case noIntent
    /// Any epoch takes a delivery on, and makes an intent of it.
    case noFence
    /// Whoever lost his claim still writes how it ended.
    case noSettlingFence
    /// A worker does not notice that it was held up.
    case noGuard
    /// Looking begins as soon as our own deadline is over.
    case noQuietPeriod
    /// The sender does not hear of an earlier doubt.
    case doubtDropped
    /// Commits are not synced, and the power fails.
    case weakDurability
    /// A crash between intent and answer counts as if nothing had been sent.
    case crashForgetsIntent
    /// Claims a minute before the time.
    case early
    /// Sends are not counted.
    case noSendBound
    /// Money is never given back.
    case holdsLeak
    /// A part is not remembered as settled.
    case partsForgotten

    /// What has to be said instead, in the store's own words: old and new.
    var wordings: [(old: String, new: String)] {
        switch self {
        case .noIntent: [("SET state = 'intent', lease_ends_ms", "SET state = 'claimed', lease_ends_ms")]
        case .noFence:
            [
                (
                    "AND state || '' = 'claimed' AND epoch = epoch_no AND lease_ends_ms + 0 > ?",
                    "AND (epoch = epoch_no OR ? > 0)"
                ),
                (
                    "AND state || '' = 'scheduled' AND epoch = epoch_no - 1",
                    "AND state NOT IN ('published', 'refused', 'dropped', 'cancelled')"
                ),
            ]
        case .noSettlingFence:
            [
                (
                    "AND (state = ? AND epoch = ? OR state IN (",
                    "AND state NOT IN ('published', 'refused', 'dropped', 'cancelled') AND (? <> '' AND ? >= 0 OR state IN ("
                )
            ]
        case .doubtDropped: [("key, due_ms, doubt, looks", "key, due_ms, 0 AS doubt, looks")]
        case .crashForgetsIntent:
            [
                ("doubt = CASE state WHEN 'claimed' THEN doubt ELSE 1 END", "doubt = doubt"),
                ("ELSE 'unknown' END", "WHEN 'intent' THEN 'scheduled' ELSE 'unknown' END"),
            ]
        case .early: [("act_ms <= ?", "act_ms <= ? + 60000"), (" due_ms, doubt", " 0 AS due_ms, doubt")]
        case .noSendBound: [("SET sends = sends + 1", "SET sends = 1")]
        case .holdsLeak:
            [("UPDATE hold SET state = 'released', settled_ms", "UPDATE hold SET state = state, settled_ms")]
        case .partsForgotten:
            [
                (
                    "UPDATE step SET state = ?, result",
                    "UPDATE step SET state = CASE WHEN ? = 'settled' THEN state ELSE state END, result"
                )
            ]
        case .retriesWithoutAnswer, .noGuard, .noQuietPeriod, .weakDurability: []
        }
    }

    /// The promise that goes with the rule.
    public var breaks: Promise {
        switch self {
        case .retriesWithoutAnswer, .noIntent, .noFence, .noQuietPeriod, .weakDurability, .crashForgetsIntent,
            .partsForgotten:
            .noPostTwice
        case .noSettlingFence: .oldEpochSettlesNothingButAYes
        case .noGuard: .lateWakerNeverSends
        case .doubtDropped: .doubtSurvivesALaterNo
        case .early: .nothingEarly
        case .noSendBound: .sendBound
        case .holdsLeak: .holdFollowsTheDelivery
        }
    }

    var pace: Pace {
        guard self == .noQuietPeriod else { return .real }
        return Pace(
            commitDeadline: Pace.real.commitDeadline, lease: Pace.real.lease, betweenLooks: Pace.real.betweenLooks,
            settlePercent: 0, room: Pace.real.room)
    }
}

/// Tries a commit again when no answer came, as most schedulers do.
struct StubbornLine: Line {
    let line: any Line

    func call(_ call: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        do throws(LineFailure) {
            return try await line.call(call, unit: unit)
        } catch {
            guard call.isCommit, case .noAnswer = error else { throw error }
            return try await line.call(call, unit: unit)
        }
    }
}
