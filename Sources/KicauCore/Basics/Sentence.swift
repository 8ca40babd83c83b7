/// A sentence for a person, kept as template and values, so that it can be said in another language.
///
/// `"\(cost) on \(name)"` has the template `{1} on {2}`, which is its key in Languages/*.json.
public struct Sentence: Hashable, Sendable, Codable, ExpressibleByStringInterpolation, CustomStringConvertible {
    public let template: String
    public let values: [String]

    public init(template: String, values: [String] = []) {
        self.template = template
        self.values = values
    }

    public init(stringLiteral value: String) { self.init(template: value) }

    public init(stringInterpolation: StringInterpolation) {
        self.init(template: stringInterpolation.template, values: stringInterpolation.values)
    }

    /// A text from outside (a platform's own words), which no catalogue translates.
    public static func verbatim(_ text: String) -> Sentence { Sentence(template: "{1}", values: [text]) }

    public var description: String { filled(template) }

    /// The values put into another wording of the same template.
    public func filled(_ wording: String) -> String {
        var result = ""
        var rest = wording[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let inside = rest[open...].dropFirst()
            guard let close = inside.firstIndex(of: "}"), let number = Int(inside[..<close]),
                values.indices.contains(number - 1)
            else {
                result.append("{")
                rest = inside
                continue
            }
            result += values[number - 1]
            rest = inside[close...].dropFirst()
        }
        return result + rest
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var template = ""
        var values: [String] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { template += literal }

        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            values.append(value.description)
            template += "{\(values.count)}"
        }

        public mutating func appendInterpolation(_ value: Money) {
            values.append("$" + value.dollars)
            template += "{\(values.count)}"
        }
    }
}
