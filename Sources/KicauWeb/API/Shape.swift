import KicauCore

/// The form of a JSON value: requests are checked against it and the OpenAPI document is drawn from it.
indirect enum Shape: Sendable {
    /// At most so many Unicode scalars.
    case text(most: Int)
    case word([String])
    /// A short text of a fixed form, in lower-case words and as a regular expression.
    case form(Form)
    case integer(ClosedRange<Int64>)
    case bool
    case list(Shape, ClosedRange<Int>)
    case object([Member])
    /// A shape with a name of its own in the document.
    case named(String, Shape)
    case orNull(Shape)

    static let id = Shape.integer(1...Int64.max)
    static let count = Shape.integer(0...Int64.max)
    /// Whole micro-dollars: 15000 is $0.015.
    static let money = Shape.integer(0...1_000_000_000_000_000)
    static let instant = Shape.form(.instant)

    static func words<Word: CaseIterable & RawRepresentable<String>>(of type: Word.Type) -> Shape {
        .word(type.allCases.map(\.rawValue))
    }

    /// Short texts that have to look a certain way.
    enum Form: String, Sendable, CaseIterable {
        case instant, wall, clock, day, month, zone, sha256, cursor, way, framing

        var pattern: String {
            switch self {
            case .instant:
                "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$"
            case .wall: "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:00)?$"
            case .clock: "^([01][0-9]|2[0-3]):[0-5][0-9]$"
            case .day: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            case .month: "^[0-9]{4}-[0-9]{2}$"
            case .zone: "^[A-Za-z0-9_+/-]{1,64}$"
            case .sha256: "^[0-9a-f]{64}$"
            case .cursor: "^-?[0-9]{1,19}-[0-9]{1,19}$"
            case .framing:
                "^(top|bottom|left|right|whole|-?(0([.][0-9]{1,9})?|1([.]0{1,9})?),-?(0([.][0-9]{1,9})?|1([.]0{1,9})?))$"
            case .way: "^(cheaper|ask|hand-off|later:([1-9]|[12][0-9]|3[01])|other:[1-9][0-9]{0,17})$"
            }
        }

        /// One that fits.
        var sample: String {
            switch self {
            case .instant: "2026-12-01T02:00:00.000Z"
            case .wall: "2026-12-01T09:00"
            case .clock: "09:00"
            case .day: "2026-12-01"
            case .month: "2026-12"
            case .zone: "Asia/Jakarta"
            case .sha256: String(repeating: "3f9a", count: 16)
            case .cursor: "1796090400000-42"
            case .way: "later:3"
            case .framing: "0.3,-0.25"
            }
        }
    }
}

/// One member of an object, or one parameter of a query.
struct Member: Sendable {
    enum Presence: Sendable { case always, sometimes }

    let name: String
    let shape: Shape
    let presence: Presence
    let about: String
    let sample: JSONValue?

    static func must(_ name: String, _ shape: Shape, _ about: String, like sample: JSONValue? = nil) -> Member {
        Member(name: name, shape: shape, presence: .always, about: about, sample: sample)
    }

    /// It may be left out; in an answer it is left out when there is nothing to say.
    static func may(_ name: String, _ shape: Shape, _ about: String, like sample: JSONValue? = nil) -> Member {
        Member(name: name, shape: shape, presence: .sometimes, about: about, sample: sample)
    }
}
