/// What stands behind an @ in a text and looks like a handle of some network: "ayu", "ayu@mastodon.example",
/// "ayu.bsky.social". Each once, in order, without the sign.
///
/// Mail addresses and addresses of pages are left out: there a sign or a letter stands before the @.
public func writtenHandles(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return [] }
    let scalars = Array(text.unicodeScalars)
    var found: [String] = []
    var index = 0
    while index < scalars.count {
        guard scalars[index] == "@", index == 0 || !scalars[index - 1].precedesNoHandle else {
            index += 1
            continue
        }
        let handle = handle(in: scalars, from: index + 1)
        index += handle.unicodeScalars.count + 1
        if !handle.isEmpty, !found.contains(handle) { found.append(handle) }
    }
    return found
}

/// Full stops, hyphens and signs behind it belong to the sentence.
private func handle(in scalars: [Unicode.Scalar], from start: Int) -> String {
    var end = start
    while end < scalars.count, scalars[end].isHandlePart { end += 1 }
    while end > start, !scalars[end - 1].isASCIIAlphanumeric, scalars[end - 1] != "_" { end -= 1 }
    guard end > start, scalars[start].isASCIIAlphanumeric || scalars[start] == "_" else { return "" }
    return String(String.UnicodeScalarView(scalars[start..<end]))
}

extension Unicode.Scalar {
    fileprivate var isHandlePart: Bool {
        isASCIIAlphanumeric || self == "_" || self == "." || self == "-" || self == "@"
    }

    fileprivate var precedesNoHandle: Bool {
        isASCIIAlphanumeric || properties.isAlphabetic || ["_", ".", "-", "+", "/", "@", "=", "&", "#"].contains(self)
    }
}
