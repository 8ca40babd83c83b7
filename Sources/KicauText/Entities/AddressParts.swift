/// The five parts of an address (RFC 3986, appendix B), each checked against what twitter-text lets pass.
struct AddressParts {
    private typealias Part = ArraySlice<Unicode.Scalar>

    private static let userInfo = ASCIISet.alphanumerics.union("-._~!$&'()*+,;=:")
    private static let path = userInfo.union("|@/")
    private static let query = path.union("?")
    private static let numeric = ASCIISet("0123456789abcdefABCDEF:.")

    private let scheme: String?
    private let authority: Part
    private let path: Part
    private let query: Part
    private let fragment: Part

    init?(_ text: String) {
        var rest = Scalars(text).all[...]
        guard !rest.isEmpty else { return nil }
        scheme = Self.takeScheme(from: &rest)
        authority = Self.take(from: &rest) { $0 == "/" || $0 == "?" || $0 == "#" }
        path = Self.take(from: &rest) { $0 == "?" || $0 == "#" }
        if rest.first == "?" {
            rest = rest.dropFirst()
            query = Self.take(from: &rest) { $0 == "#" }
        } else {
            query = []
        }
        fragment = rest.dropFirst()
    }

    private static func takeScheme(from rest: inout Part) -> String? {
        let letters = rest.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
        guard !letters.isEmpty, rest[letters.endIndex...].starts(with: [":", "/", "/"] as [Unicode.Scalar]) else {
            return nil
        }
        rest = rest[(letters.endIndex + 3)...]
        return String(String.UnicodeScalarView(letters)).lowercased()
    }

    private static func take(from rest: inout Part, upTo isEnd: (Unicode.Scalar) -> Bool) -> Part {
        let part = rest.prefix { !isEnd($0) }
        rest = rest[part.endIndex...]
        return part
    }

    func isValid(scheme rule: Entities.SchemeRule) -> Bool {
        switch rule {
        case .required: guard scheme == "http" || scheme == "https" else { return false }
        case .optional: break
        }
        return Self.consists(path, of: Self.path) && Self.consists(query, of: Self.query)
            && Self.consists(fragment, of: Self.query) && isAuthorityValid
    }

    /// Whether a part has only allowed characters and whole percent escapes.
    private static func consists(_ part: Part, of allowed: ASCIISet) -> Bool {
        var index = part.startIndex
        while index < part.endIndex {
            let scalar = part[index]
            if scalar == "%" {
                let digits = part[(index + 1)...].prefix(2)
                guard digits.count == 2, digits.allSatisfy(\.properties.isASCIIHexDigit) else { return false }
                index += 3
            } else {
                guard allowed.contains(scalar) || scalar.isCyrillic else { return false }
                index += 1
            }
        }
        return true
    }

    private var isAuthorityValid: Bool {
        var host = authority
        if let sign = host.firstIndex(of: "@") {
            guard Self.consists(host[..<sign], of: Self.userInfo) else { return false }
            host = host[(sign + 1)...]
        }
        if host.first == "[" {
            guard let close = host.firstIndex(of: "]"), close > host.startIndex + 1 else { return false }
            let isNumeric = host[(host.startIndex + 1)..<close].allSatisfy { Self.numeric.contains($0) }
            return isNumeric && Self.isPort(host[(close + 1)...])
        }
        let name = host.prefix { $0 != ":" }
        return (Self.isIPv4(name) || Self.isDomain(name)) && Self.isPort(host[name.endIndex...])
    }

    private static func isPort(_ part: Part) -> Bool {
        guard let colon = part.first else { return true }
        let digits = part.dropFirst()
        return colon == ":" && (1...5).contains(digits.count) && digits.allSatisfy(\.isDigit)
    }

    private static func isIPv4(_ host: Part) -> Bool {
        let bytes = host.split(separator: ".", omittingEmptySubsequences: false)
        return bytes.count == 4
            && bytes.allSatisfy { byte in
                byte.count <= 3 && byte.allSatisfy(\.isDigit) && byte.first.map { $0 != "0" || byte.count == 1 } == true
                    && UInt8(String(String.UnicodeScalarView(byte))) != nil
            }
    }

    private static func isDomain(_ host: Part) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.first?.isDigit == false else { return false }
        return labels.dropLast(2).allSatisfy { isLabel($0, mayHoldUnderscore: true) }
            && labels.suffix(2).allSatisfy { isLabel($0, mayHoldUnderscore: false) }
    }

    private static func isLabel(_ label: Part, mayHoldUnderscore: Bool) -> Bool {
        guard let first = label.first, let last = label.last, isOuter(first), isOuter(last) else { return false }
        return label.allSatisfy { isOuter($0) || $0 == "-" || (mayHoldUnderscore && $0 == "_") }
    }

    private static func isOuter(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || scalar.isASCIIAlphanumeric
    }
}
