import Foundation

/// One part of a multipart/form-data body.
struct Part: Sendable, Hashable {
    let name: String
    let fileName: String?
    let type: String?
    let bytes: Data

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Reads multipart/form-data.
enum Multipart {
    /// The parts, or none when the body is not what its header says.
    static func parts(of body: Data, contentType: String) -> [Part] {
        guard let boundary = parameter("boundary", of: contentType) else { return [] }
        let fence = Data("--\(boundary)".utf8)
        var parts: [Part] = []
        var from = body.startIndex
        guard var open = body.range(of: fence, in: from..<body.endIndex) else { return [] }
        while true {
            from = open.upperBound
            guard let close = body.range(of: fence, in: from..<body.endIndex) else { break }
            if let part = part(body[from..<close.lowerBound]) { parts.append(part) }
            open = close
        }
        return parts
    }

    /// The value of `name=value` or `name="value"` in a header.
    static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";") {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            guard halves[0].trimmingCharacters(in: .whitespaces).lowercased() == name else { continue }
            return halves[1].trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
        }
        return nil
    }

    private static func part(_ piece: Data) -> Part? {
        let blank = Data("\r\n\r\n".utf8)
        guard let gap = piece.range(of: blank) else { return nil }
        var bytes = piece[gap.upperBound...]
        if bytes.suffix(2) == Data("\r\n".utf8) { bytes = bytes.dropLast(2) }
        var fields: [String: String] = [:]
        for line in String(decoding: piece[..<gap.lowerBound], as: UTF8.self).components(separatedBy: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            fields[halves[0].lowercased()] = halves[1].trimmingCharacters(in: .whitespaces)
        }
        guard let disposition = fields["content-disposition"], let name = parameter("name", of: disposition) else {
            return nil
        }
        let fileName = parameter("filename", of: disposition)
        return Part(name: name, fileName: fileName, type: fields["content-type"], bytes: Data(bytes))
    }
}
