/// What of a picture stays in view where a network shows another shape than it has.
public enum Framing: Hashable, Sendable {
    case top, bottom, left, right
    /// All of it, with white beside it.
    case whole
    /// What lies around a point of it.
    case around(FocusPoint)

    /// Those that have a name.
    public static let named: [Framing] = [.top, .bottom, .left, .right, .whole]

    /// What a person wrote: a name, or a point as "0.3,-0.25".
    /// - Throws: `Problem` `.badInput`.
    public static func named(_ text: String) throws(Problem) -> Framing {
        guard let framing = Framing(rawValue: text) else {
            throw Problem(
                .badInput, "\"\(String(text.prefix(40)))\" does not say what of a picture stays in view.",
                do: "Write top, bottom, left, right or whole, or a point as x,y with numbers from -1 to 1: 0.3,-0.25.",
                field: "framing")
        }
        return framing
    }
}

extension Framing: RawRepresentable {
    public init?(rawValue: String) {
        switch rawValue {
        case "top": self = .top
        case "bottom": self = .bottom
        case "left": self = .left
        case "right": self = .right
        case "whole": self = .whole
        default:
            guard let point = FocusPoint(rawValue) else { return nil }
            self = .around(point)
        }
    }

    public var rawValue: String {
        switch self {
        case .top: "top"
        case .bottom: "bottom"
        case .left: "left"
        case .right: "right"
        case .whole: "whole"
        case .around(let point): point.text
        }
    }
}

/// One word, as it always was: what is scheduled already has been frozen so.
extension Framing: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let framing = Framing(rawValue: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no framing")
        }
        self = framing
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
