import Foundation
import KicauCore

/// What a page says of a due time on a day on which the clock is changed.
struct ClockNote: Sendable, Hashable {
    struct Choice: Sendable, Hashable {
        let value: String
        /// "the first, at GMT+2"
        let name: String
        let isChosen: Bool
    }

    let text: String
    /// The two that may be meant, where the clock shows the time twice.
    private(set) var choices: [Choice]
    /// The time the choice is about: an answer to an older question does not count.
    let about: String

    /// Nil where the clock shows that time once, as it nearly always does.
    init?(_ due: Due, _ voice: Voice) {
        // A zone that is not known any more has no changes to tell of.
        guard let zone = Zones.known(due.zone), let wall = WallFields(due.wall),
            let reading = due.reading(in: zone)
        else { return nil }
        about = due.clockName
        let meant = voice.dayAndClock(wall)
        switch reading {
        case .once:
            return nil
        case .skipped(let moved, _):
            let shown = WallFields(secondsAsIfUTC: moved.seconds + zone.offset(at: moved.seconds))
            let then = voice.dayAndClock(shown)
            text = voice.say("The clock jumps over \(meant) in \(due.zone): it goes out at \(then).")
            choices = []
        case .twice(let first, let second):
            text = voice.say("The clock shows \(meant) twice in \(due.zone).")
            let names = [
                voice.say("the first, at \(voice.offset(zone.offset(at: first.seconds)))"),
                voice.say("the second, at \(voice.offset(zone.offset(at: second.seconds)))"),
            ]
            choices = zip(Fold.allCases, names).map {
                Choice(value: $0.rawValue, name: $1, isChosen: $0 == due.fold)
            }
        }
    }
}

extension ClockNote {
    /// Where nothing can be chosen: of a posting time the first is meant.
    var withoutChoices: ClockNote {
        var note = self
        note.choices = []
        return note
    }
}

extension Due {
    /// The wall time with its zone, as a question about it names it.
    var clockName: String { "\(wall) \(zone)" }
}
