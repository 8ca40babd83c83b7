import KicauCore

/// The parts of a call's address that tell in which window it is counted.
struct CallPlace {
    let host: String
    /// Without the query, numbers and urns put into words: "/2/users/:id/tweets".
    let path: String
    let name: String

    init(_ call: Call) {
        let address = call.url.prefix { $0 != "?" }
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        host = parts.first.map(String.init) ?? ""
        // The first one is a version ("2") or a door ("rest"), never somebody's number.
        path = parts.dropFirst().enumerated().map { "/" + ($0 == 0 ? String($1) : CallPlace.word($1)) }.joined()
        name = call.method.rawValue + " " + path
    }

    private static func word(_ part: Substring) -> String {
        let isNumber = !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isNumber { return ":id" }
        return part.hasPrefix("urn:") || part.hasPrefix("urn%3A") || part.hasPrefix("urn%3a") ? ":urn" : String(part)
    }
}

/// Numbers of rate-limit headers. What is odd is not read at all: a wrong window would hold posts up for nothing.
enum QuotaReading {
    /// "300", also "300, 300;w=900" as older drafts of RateLimit headers write it.
    static func count(_ reply: Reply, _ name: String) -> Int? {
        guard let text = reply.header(name) else { return nil }
        let first = text.prefix { $0 != "," && $0 != ";" }.trimmingPrefix { $0 == " " }
        let digits = first.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, first.dropFirst(digits.count).allSatisfy({ $0 == " " }), digits.utf8.count <= 9 else {
            return nil
        }
        return Int(digits)
    }

    /// The spans of "5000;w=3600, 35000;w=86400", by their numbers.
    static func policies(_ reply: Reply, _ name: String) -> [(most: Int, span: Duration)] {
        guard let text = reply.header(name), text.utf8.count <= 500 else { return [] }
        return text.split(separator: ",").compactMap { policy in
            let parts = policy.split(separator: ";").map { $0.filter { $0 != " " } }
            let window = parts.dropFirst().first { $0.hasPrefix("w=") }
            guard let most = parts.first.flatMap({ Int($0) }), most > 0,
                let seconds = window.flatMap({ Int($0.dropFirst(2)) }), (1...2_678_400).contains(seconds)
            else { return nil }
            return (most, .seconds(seconds))
        }
    }

    /// The shortest usual window that an end falls into: what a network does not name has to be guessed from it.
    static func usualSpan(until resets: Instant, from now: Instant) -> Duration? {
        usualSpans.first { resets <= now + $0 + .seconds(2) }
    }

    private static let usualSpans: [Duration] = [
        .minutes(5), .minutes(15), .minutes(30), .hours(1), .hours(3), .days(1),
    ]
}
