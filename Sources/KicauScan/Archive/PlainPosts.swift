import Foundation

/// A file with a post on each line.
enum PlainPosts {
    static func read(_ file: ArchiveFile, into archive: inout Archive) {
        Lines.each(of: file.bytes) { number, line in
            guard let text = String(bytes: line, encoding: .utf8) else {
                archive.flaws.note("\(file.name), line \(number)", "is not UTF-8.")
                return
            }
            archive.add(ArchivePost(id: "\(number)", text: text))
        }
    }
}

/// Lines that end with LF or CRLF; a byte order mark is left out.
enum Lines {
    static func each(of bytes: Data, _ take: (_ number: Int, _ line: Data) -> Void) {
        var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var number = 0
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            var line = rest[rest.startIndex..<end]
            if line.last == 0x0D { line = line.dropLast() }
            if line.contains(where: { $0 > 0x20 }) { take(number, line) }
            rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
        }
    }
}
