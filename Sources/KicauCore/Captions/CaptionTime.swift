/// A moment of a video: "00:01:02.500" in WebVTT, "00:01:02,500" in SRT.
struct CaptionTime {
    let milliseconds: Int
    let mark: String

    init(_ milliseconds: Int, mark: String) {
        self.milliseconds = milliseconds
        self.mark = mark
    }

    var text: String {
        let seconds = milliseconds / 1000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { CaptionTime.padded($0, to: 2) }
        return clock.joined(separator: ":") + mark + CaptionTime.padded(milliseconds % 1000, to: 3)
    }

    private static func padded(_ number: Int, to length: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }

    /// Both forms alike: hours may be missing, and a comma is as good as a point. Nil: no time.
    static func milliseconds(in text: some StringProtocol) -> Int? {
        let form = /(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{1,2})[.,]([0-9]{1,3})/
        guard let found = String(text).wholeMatch(of: form)?.output, let minutes = Int(found.2), minutes < 60,
            let seconds = Int(found.3), seconds < 60, let fraction = Int(found.4)
        else { return nil }
        let hours = found.1.flatMap { Int($0) } ?? 0
        // ",5" is half a second.
        let scale = [1: 100, 2: 10][found.4.count] ?? 1
        return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction * scale
    }

    /// A line that says from when to when; what follows of a place on the screen is left out. Nil: it is no such line.
    static func span(in line: some StringProtocol) -> ClosedRange<Int>? {
        let halves = String(line).split(separator: "-->", maxSplits: 1).map { half in
            half.split { $0 == " " || $0 == "\t" }
        }
        guard halves.count == 2, halves[0].count == 1, let first = halves[0].first, let last = halves[1].first,
            let start = milliseconds(in: first), let end = milliseconds(in: last), end > start
        else { return nil }
        return start...end
    }
}
