import KicauCore
import KicauMeter

/// One booking by itself, with what it corrects and what corrects it.
struct BookingPage: Page {
    static let template = "booking"

    let frame: Frame
    let tabs: MoneyTabs
    let code: String
    let bookings: [BookingLine]

    init(_ booking: Booking, names: [PlatformID: String], canEnter: Bool, frame: Frame, _ voice: Voice) {
        self.frame = frame
        tabs = MoneyTabs(at: .ledger, voice)
        code = "K\(booking.id)"
        bookings = [BookingLine(booking, names: names, canEnter: canEnter, voice)]
    }
}
