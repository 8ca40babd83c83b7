/// Opens what a page holds into dictionaries before its template asks.
///
/// The library looks each tag up by reflection, in every value around it: for a month of a thousand posts that was most
/// of the page's time. Here each value is reflected upon once.
enum Opened {
    /// Nil for an optional that holds nothing, so that its tag hides its block.
    static func value(_ value: Any) -> Any? {
        switch value {
        case let text as String: return text
        case let yes as Bool: return yes
        case let number as Int: return number
        case let html as Html: return html
        case let many as [Any]: return many.compactMap(Opened.value)
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { Opened.value($0.value) }
        case .struct: return members(of: mirror)
        default: return value
        }
    }

    private static func members(of mirror: Mirror) -> [String: Any] {
        var members: [String: Any] = [:]
        for (name, value) in mirror.children {
            if let name { members[name] = Opened.value(value) }
        }
        return members
    }
}
