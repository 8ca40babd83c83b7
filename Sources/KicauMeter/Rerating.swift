public import KicauCore
public import KicauStore

extension PriceBooks {
    /// What an event comes to: a function of it and of the books alone, so that all of history can be rated anew.
    ///
    /// - Throws: `Problem` `.unknownPrice` or `.notSoldAnyMore`.
    public func rated(_ event: RatedEvent) throws(Problem) -> Money {
        try fare(for: [event.unit], on: event.platform, under: event.plan, at: event.rated).total
    }

    /// Those that come to another sum than was booked, or that no book knows a price of.
    public func strays(among events: [(event: RatedEvent, booked: Money)]) -> [RatedEvent] {
        events.compactMap { event, booked in
            do {
                return try rated(event) == booked ? nil : event
            } catch {
                return event
            }
        }
    }
}
