import Foundation

/// The fields of a form, in order; a name may come several times.
struct Form: Sendable {
    struct Field: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// A file that came with the form, kept in the upload folder until the answer is made.
    struct File: Sendable, Hashable {
        let name: String
        let path: String
        /// What it was called where it came from.
        var called = ""

        func bytes(atMost most: Int) throws -> Data {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let bytes = try handle.read(upToCount: most) ?? Data()
            try handle.close()
            return bytes
        }
    }

    private(set) var fields: [Field] = []
    private(set) var files: [File] = []

    init() {}

    init(fields: [Field], files: [File] = []) {
        // Browsers send each new line of a text area as CR LF; a post has LF.
        self.fields = fields.map { Field(name: $0.name, value: $0.value.replacing("\r\n", with: "\n")) }
        self.files = files
    }

    /// Reads `application/x-www-form-urlencoded`, as a body or a query.
    init(urlEncoded text: some StringProtocol) {
        self.init(
            fields: text.split(separator: "&").prefix(Form.mostFields).map { pair in
                let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return Field(name: Form.decoded(halves[0]), value: halves.count == 2 ? Form.decoded(halves[1]) : "")
            })
    }

    static let mostFields = 2000

    /// The first value of that name; empty when there is none.
    subscript(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    func trimmed(_ name: String) -> String { self[name].trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Nil when it is missing or blank.
    func filled(_ name: String) -> String? {
        let text = trimmed(name)
        return text.isEmpty ? nil : text
    }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
    func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// Percent escapes and pluses undone; bytes that are no UTF-8 become replacement characters.
    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if let high = rest.first?.hexDigit, let low = rest.dropFirst().first?.hexDigit {
                    bytes.append(high << 4 | low)
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
