/// How long a host is once its labels are written in ASCII (RFC 3492), and whether it may be written so at all.
enum Punycode {
    private static let longestLabel = 63

    /// The length of the host in ASCII; nil if a label is empty, too long or falsely marked as encoded.
    static func asciiLength(ofHost host: ArraySlice<Unicode.Scalar>) -> Int? {
        var total = 0
        for label in host.split(omittingEmptySubsequences: false, whereSeparator: isDot) {
            guard let length = asciiLength(ofLabel: label), length <= longestLabel else { return nil }
            total += length + 1
        }
        return total - 1
    }

    /// IDNA takes three other full stops for a dot.
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
    }

    private static func asciiLength(ofLabel label: ArraySlice<Unicode.Scalar>) -> Int? {
        guard !label.isEmpty, label.count <= longestLabel else { return nil }
        if label.allSatisfy(\.isASCII) { return label.count }
        if label.prefix(4).map(\.lowercasedASCII) == Array("xn--".utf8) { return nil }
        let folded = label.flatMap { $0.properties.lowercaseMapping.unicodeScalars.map { Int($0.value) } }
        let basic = folded.count { $0 < 0x80 }
        return 4 + basic + (basic > 0 ? 1 : 0) + digits(of: folded, basic: basic)
    }

    /// The number of digits the encoder would write after the basic characters.
    private static func digits(of label: [Int], basic: Int) -> Int {
        var next = 0x80
        var delta = 0
        var bias = 72
        var handled = basic
        var digits = 0
        while handled < label.count {
            guard let smallest = label.lazy.filter({ $0 >= next }).min() else { return digits }
            delta += (smallest - next) * (handled + 1)
            next = smallest
            for value in label {
                if value < next { delta += 1 }
                guard value == next else { continue }
                digits += digitCount(of: delta, bias: bias)
                bias = adapted(delta, points: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        return digits
    }

    private static func digitCount(of delta: Int, bias: Int) -> Int {
        var rest = delta
        var count = 1
        var place = 36
        while true {
            let threshold = min(max(place - bias, 1), 26)
            guard rest >= threshold else { return count }
            rest = (rest - threshold) / (36 - threshold)
            count += 1
            place += 36
        }
    }

    private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
        var rest = isFirst ? delta / 700 : delta / 2
        rest += rest / points
        var bias = 0
        while rest > 455 {
            rest /= 35
            bias += 36
        }
        return bias + 36 * rest / (rest + 38)
    }
}
