import Foundation

@testable import KicauText

/// The same as `Folding`, written a step at a time straight from Unicode's data, without a thought for speed.
enum SlowFolding {
    static func fold(_ text: String) -> [UInt8] {
        let kept = withoutNames(withoutLinks(withoutEntities(Array(text.unicodeScalars))))
            .flatMap { folded(String($0)) }
        return Array(composed(kept).utf8)
    }

    // MARK: Entities

    private static func withoutEntities(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var out: [Unicode.Scalar] = []
        var at = 0
        while at < scalars.count {
            guard scalars[at] == "&" else {
                out.append(scalars[at])
                at += 1
                continue
            }
            var name = at + 1
            while word(scalars, from: name, 4) == "amp;" { name += 4 }
            if let (meaning, end) = reference(scalars, name) {
                out += meaning
                at = end
            } else {
                out.append("&")
                at = name
            }
        }
        return out
    }

    private static func word(_ scalars: [Unicode.Scalar], from start: Int, _ count: Int) -> String {
        guard start < scalars.count else { return "" }
        var word = ""
        word.unicodeScalars.append(contentsOf: scalars[start..<min(scalars.count, start + count)])
        return word
    }

    private static func reference(_ scalars: [Unicode.Scalar], _ start: Int) -> ([Unicode.Scalar], Int)? {
        guard let end = scalars[min(start, scalars.count)...].prefix(40).firstIndex(of: ";") else { return nil }
        let name = word(scalars, from: start, end - start)
        if let digits = name.wholeMatch(of: /#([0-9]{1,8})/)?.1, let value = UInt32(digits) {
            return ([Unicode.Scalar(value) ?? "\u{FFFD}"], end + 1)
        }
        if let digits = name.wholeMatch(of: /#[xX]([0-9a-fA-F]{1,8})/)?.1, let value = UInt32(digits, radix: 16) {
            return ([Unicode.Scalar(value) ?? "\u{FFFD}"], end + 1)
        }
        guard name.wholeMatch(of: /[A-Za-z0-9]+/) != nil, let known = NamedEntities.scalars(of: Array(name.utf8)) else {
            return nil
        }
        return ([known.first, known.second].compactMap { $0.flatMap(Unicode.Scalar.init) }, end + 1)
    }

    // MARK: Links and names

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (UInt8(scalar.value).isASCIIAlphanumeric || scalar == "_")
    }

    private static func withoutLinks(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var out: [Unicode.Scalar] = []
        var at = 0
        while at < scalars.count {
            let here = word(scalars, from: at, 8).lowercased()
            let scheme = here.hasPrefix("https://") ? 8 : here.hasPrefix("http://") ? 7 : 0
            // Letters outside ASCII may become ASCII ones when they are lowered, such as the Kelvin sign.
            guard scheme > 0, scalars[at..<at + scheme].allSatisfy(\.isASCII) else {
                out.append(scalars[at])
                at += 1
                continue
            }
            at += scheme
            while at < scalars.count, scalars[at].value > 0x20, scalars[at].value < 0x7F,
                !"\"<>\\".unicodeScalars.contains(scalars[at])
            {
                at += 1
            }
            out.append(" ")
        }
        return out
    }

    private static func withoutNames(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var out: [Unicode.Scalar] = []
        var at = 0
        while at < scalars.count {
            out.append(scalars[at])
            at += 1
            guard out.last == "@", out.count < 2 || !isWord(out[out.count - 2]) else { continue }
            while true {
                let start = at
                while at < scalars.count, isWord(scalars[at]) { at += 1 }
                let joins =
                    at > start && at + 1 < scalars.count && ".-@".unicodeScalars.contains(scalars[at])
                    && isWord(scalars[at + 1])
                guard joins else { break }
                at += 1
            }
            out.append(" ")
        }
        return out
    }

    // MARK: Letters

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        var now = text
        var before: String?
        while now.unicodeScalars.map(\.value) != before?.unicodeScalars.map(\.value) {
            before = now
            now =
                now.decomposedStringWithCompatibilityMapping.uppercasedByScalar.lowercasedByScalar
                .decomposedStringWithCompatibilityMapping.keptScalars
        }
        return Array(now.unicodeScalars)
    }

    /// Hangul as Foundation composes it; nothing else.
    private static func composed(_ scalars: [Unicode.Scalar]) -> String {
        var out = ""
        var hangul = ""
        for scalar in scalars {
            if (0x1100...0x11FF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value) {
                hangul.unicodeScalars.append(scalar)
            } else {
                out += hangul.precomposedStringWithCanonicalMapping
                hangul = ""
                out.unicodeScalars.append(scalar)
            }
        }
        return out + hangul.precomposedStringWithCanonicalMapping
    }
}

extension String {
    fileprivate var uppercasedByScalar: String { unicodeScalars.map(\.properties.uppercaseMapping).joined() }
    fileprivate var lowercasedByScalar: String { unicodeScalars.map(\.properties.lowercaseMapping).joined() }
    fileprivate var keptScalars: String {
        var kept = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .spacingMark:
                kept.unicodeScalars.append(scalar)
            default: break
            }
        }
        return kept
    }
}
