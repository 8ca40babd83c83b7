/// What is left out while a class of work is thinned out.
public enum Thinning {
    /// Of the readings of old posts this one stays.
    public static let keptAge = Duration.days(28)
    /// An inbox is listened to once instead of so many times.
    public static let listensOnceIn = 4

    /// Old posts are read at four weeks only, new ones once a UTC day at most: a second reading on one day tells little.
    ///
    /// - Parameters:
    ///   - wait: how long after the publication it was planned; nil: a person asked, and is never left without it.
    ///   - isReadToday: this post was read on the UTC day that it is now.
    public static func leavesOutReading(after wait: Duration?, isReadToday: Bool) -> Bool {
        guard let wait else { return false }
        switch WorkClass.reading(ofPostAged: wait) {
        case .oldReadings: return wait < keptAge
        case .suggestions, .lookUps, .newReadings, .inbox, .publishing: return isReadToday
        }
    }
}
