/// HTML's names for characters, such as `&quot;`.
enum NamedEntities {
    /// The longest name, in bytes.
    static let longest = 31

    private static let all: [[UInt8]: (UInt32, UInt32?)] = {
        var all: [[UInt8]: (UInt32, UInt32?)] = [:]
        for entry in list.split(separator: " ") {
            let halves = entry.split(separator: ":")
            let scalars = halves[1].split(separator: ",").compactMap { UInt32($0, radix: 16) }
            all[Array(halves[0].utf8)] = (scalars[0], scalars.count > 1 ? scalars[1] : nil)
        }
        return all
    }()

    static func scalars(of name: [UInt8]) -> (first: UInt32, second: UInt32?)? {
        all[name].map { (first: $0.0, second: $0.1) }
    }
}
