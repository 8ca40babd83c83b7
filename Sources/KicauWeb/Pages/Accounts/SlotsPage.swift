import Foundation
import Hummingbird
import KicauCore
import KicauPublish

/// The weekly posting times of one account.
struct SlotsPage: Page {
    static let template = "slots"

    struct Day: Sendable {
        /// The field's name: "monday".
        let field: String
        let name: String
        /// "09:00 17:30"
        let times: String
    }

    let frame: Frame
    let chip: AccountChip
    let path: String
    let problem: ProblemText?
    let days: [Day]
    let zone: String
    let zones: [String]
    let next: Moment?
    let canSave: Bool

    init(_ slots: AccountSlots, form: SlotsForm, problem: Problem?, canSave: Bool, frame: Frame, _ voice: Voice) {
        self.frame = frame
        self.canSave = canSave
        chip = AccountChip(slots.account)
        path = "/accounts/\(slots.account.id)/slots"
        self.problem = problem.map { ProblemText($0, voice) }
        days = Weekday.allCases.map { day in
            Day(field: day.rawValue, name: voice.say(DayNames.long[day.place]), times: form.times[day] ?? "")
        }
        zone = form.zone
        zones = Zones.all
        next = slots.next.map { voice.moment($0.instant) }
    }
}

/// What the form of posting times holds: a line of times for each day.
struct SlotsForm: Sendable, Equatable {
    var times: [Weekday: String]
    var zone: String

    init(_ form: Form, zone standard: String) {
        times = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, form.trimmed($0.rawValue)) })
        zone = form.filled("zone") ?? standard
    }

    init(_ slots: AccountSlots) {
        times = Dictionary(grouping: slots.slots, by: \.weekday)
            .mapValues { $0.sorted().map { TimeOfDay.text($0.minute) }.joined(separator: " ") }
        zone = slots.zone
    }

    /// - Throws: `.badInput`, with the day as its field.
    func slots() throws(Problem) -> [Slot] {
        var slots: [Slot] = []
        for day in Weekday.allCases {
            for word in (times[day] ?? "").split(whereSeparator: { " ,;\t\n".contains($0) }) {
                guard let minute = TimeOfDay.minute(String(word)) else {
                    throw Problem(
                        .badInput, "\"\(String(word.prefix(40)))\" is not a time of day.", do: "Write it like 09:00.",
                        field: day.rawValue)
                }
                slots.append(Slot(day, minute: minute))
            }
        }
        return slots
    }
}

/// A time of day as people write it: "09:00", "9:00" or "09.00".
enum TimeOfDay {
    static func minute(_ text: String) -> Int? {
        let pieces = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard pieces.count == 2, (1...2).contains(pieces[0].count), pieces[1].count == 2,
            pieces.joined().allSatisfy({ $0.isASCII && $0.isNumber }), let hour = Int(pieces[0]),
            let minute = Int(pieces[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    static func text(_ minute: Int) -> String { WallFields(secondsAsIfUTC: Int64(minute) * 60).timeText }
}

extension Desk {
    func slots(_ request: Request, _ visit: Visit) async throws -> Response {
        let slots = try await house.publishing.slots(
            of: try visit.number("id", of: Account.self), for: try visit.caller)
        return try slotsPage(slots, SlotsForm(slots), nil, visit)
    }

    func saveSlots(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Account.self)
        let caller = try visit.caller
        let form = SlotsForm(visit.form, zone: caller.workspace.zone)
        do {
            try await house.publishing.setSlots(try form.slots(), zone: form.zone, of: id, by: caller)
            return .seeOther("/accounts/\(id)/slots", notice: .saved)
        } catch let problem as Problem where problem.field != nil {
            return try slotsPage(try await house.publishing.slots(of: id, for: caller), form, problem, visit)
        }
    }

    private func slotsPage(
        _ slots: AccountSlots, _ form: SlotsForm, _ problem: Problem?, _ visit: Visit
    ) throws -> Response {
        let page = SlotsPage(
            slots, form: form, problem: problem, canSave: try visit.caller.role.may(.publish),
            frame: frame(visit.voice.say("Posting times"), at: .accounts, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }
}
