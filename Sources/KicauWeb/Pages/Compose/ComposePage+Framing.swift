import KicauCore

extension ComposePage {
    /// What may stay in view, the usual first, a point last.
    static func framings(_ chosen: Framing?, _ voice: Voice) -> [FramingChoice] {
        ([nil] + Framing.named + [.around(.middle)]).map { framing in
            FramingChoice(
                value: framing?.field ?? "", name: voice.say(name(of: framing)),
                isChosen: framing?.field == chosen?.field)
        }
    }
}

extension ComposePage.FramingChoices {
    init(_ chosen: Framing?, _ voice: Voice) {
        let point =
            switch chosen {
            case .around(let point): point
            case .top, .bottom, .left, .right, .whole, nil: FocusPoint.middle
            }
        self.init(
            choices: ComposePage.framings(chosen, voice), x: Thousandths.text(point.x), y: Thousandths.text(point.y))
    }
}

extension Framing {
    private static let point = "point"

    /// As the form names it: the point itself stands in two fields of its own.
    fileprivate var field: String {
        switch self {
        case .around: Framing.point
        case .top, .bottom, .left, .right, .whole: rawValue
        }
    }

    /// Beyond an edge is at the edge, and what is no number is the middle: a browser sends neither, and the preview shows
    /// what came of it.
    init?(_ form: Form, of picture: String) {
        let word = form["framing-\(picture)"]
        guard word == Framing.point else {
            self.init(rawValue: word)
            return
        }
        func number(_ name: String) -> Int { Thousandths.read(form.trimmed("focus-\(name)-\(picture)")) ?? 0 }
        self = .around(FocusPoint(clampingX: number("x"), y: number("y")))
    }
}

extension ComposePage {
    private static func name(of framing: Framing?) -> Sentence {
        switch framing {
        case nil: "Keep the middle"
        case .top: "Keep the top"
        case .bottom: "Keep the bottom"
        case .left: "Keep the left"
        case .right: "Keep the right"
        case .whole: "Keep all, on white"
        case .around: "Keep what is around a point"
        }
    }
}
