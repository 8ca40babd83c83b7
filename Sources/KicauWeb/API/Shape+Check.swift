import KicauCore

extension Shape {
    /// Does a value have this form? Says where it does not, and what was expected there.
    /// - Throws: `.badInput` with the field's path, such as `parts[0].text`.
    func check(_ value: JSONValue, at path: String) throws(Problem) {
        switch (self, value) {
        case (.named(_, let shape), _): try shape.check(value, at: path)
        case (.orNull, .null): return
        case (.orNull(let shape), _): try shape.check(value, at: path)
        case (.bool, .bool): return
        case (.text(let most), .string(let text)) where text.unicodeScalars.count <= most: return
        case (.word(let words), .string(let word)) where words.contains(word): return
        case (.form(let form), .string(let text)) where form.fits(text): return
        case (.integer(let range), .integer(let number)) where range.contains(number): return
        case (.list(let shape, let range), .array(let items)) where range.contains(items.count):
            for (place, item) in items.enumerated() { try shape.check(item, at: "\(path)[\(place)]") }
        case (.object(let members), .object(let values)): try Shape.check(values, members, at: path)
        case (.bool, _), (.text, _), (.word, _), (.form, _), (.integer, _), (.list, _), (.object, _):
            throw Problem(
                .badInput, "\(path.isEmpty ? "body" : path) has to be \(expected).",
                do: "Mend the request; /api/v1/openapi.json describes every field.", field: path)
        }
    }

    private static func check(
        _ values: [String: JSONValue], _ members: [Member], at path: String
    ) throws(Problem) {
        let prefix = path.isEmpty ? "" : path + "."
        for member in members {
            if let value = values[member.name] {
                try member.shape.check(value, at: prefix + member.name)
            } else if member.presence == .always {
                throw Problem(
                    .badInput, "\(prefix + member.name) is missing.",
                    do: "Mend the request; /api/v1/openapi.json describes every field.", field: prefix + member.name)
            }
        }
        // A misspelt name would be a field that silently does nothing.
        let known = Set(members.map(\.name))
        if let stranger = values.keys.sorted().first(where: { !known.contains($0) }) {
            let field = prefix + String(stranger.prefix(100))
            throw Problem(
                .badInput, "\(field) is no field of this request.",
                do: "Mend the request; /api/v1/openapi.json describes every field.", field: field)
        }
    }

    /// After "has to be".
    private var expected: String {
        switch self {
        case .named(_, let shape): shape.expected
        case .orNull(let shape): shape.expected + " or null"
        case .bool: "true or false"
        case .text(let most): "a text of at most \(most) characters"
        case .word(let words): "one of " + words.joined(separator: ", ")
        case .form(let form): "written like " + form.sample
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .list(_, let range): "a list of \(range.lowerBound) to \(range.upperBound)"
        case .object: "an object"
        }
    }

    /// Reads a parameter's text as the kind of value its shape asks for.
    func value(of text: String) -> JSONValue {
        switch self {
        case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
        case .bool: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        case .named(_, let shape), .orNull(let shape), .list(let shape, _): shape.value(of: text)
        case .text, .word, .form, .object: .string(text)
        }
    }
}

extension Shape.Form {
    func fits(_ text: String) -> Bool {
        guard text.utf8.count <= 80, text.utf8.allSatisfy({ $0 > 0x1F && $0 < 0x7F }),
            let regex = try? Regex(pattern)  // our own constant, tried by a test
        else { return false }
        return text.wholeMatch(of: regex) != nil
    }
}
