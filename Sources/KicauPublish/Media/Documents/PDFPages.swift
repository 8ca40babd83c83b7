import Foundation

/// How many pages a PDF says it has, read off its plain bytes.
///
/// Newer PDFs pack that away; then nothing is claimed. Nothing is unpacked or drawn for it.
enum PDFPages {
    /// Readers find their way from the end.
    static func isWhole(_ file: Data) -> Bool {
        file.suffix(4096).range(of: Data("startxref".utf8)) != nil
    }

    static func count(in file: Data) -> Int? { announced(in: file) ?? counted(in: file) }

    /// A PDF for the Web says it at its beginning; if it was added to since, that is no longer true.
    private static func announced(in file: Data) -> Int? {
        let head = text(file.prefix(1024))
        guard head.contains("/Linearized"), number("L", in: head) == file.count else { return nil }
        return number("N", in: head)
    }

    /// The root of the tree of pages: the newest, where the file was added to.
    private static func counted(in file: Data) -> Int? {
        var end = file.endIndex
        for _ in 0..<mostCandidates {
            guard let found = file.range(of: Data("/Pages".utf8), options: .backwards, in: file.startIndex..<end)
            else { return nil }
            end = found.lowerBound
            guard let object = object(around: found, in: file),
                object.firstMatch(of: /\/Type\s*\/Pages(?![A-Za-z0-9])/) != nil, !object.contains("/Parent")
            else { continue }
            return number("Count", in: object)
        }
        return nil
    }

    /// A root stands near the end; a file made of nothing but that word must not keep us busy.
    static let mostCandidates = 32

    private static let span = 64 << 10

    private static func object(around place: Range<Data.Index>, in file: Data) -> String? {
        let first = max(file.startIndex, place.lowerBound - span)
        let last = min(file.endIndex, place.upperBound + span)
        guard
            let begin = file.range(of: Data(" obj".utf8), options: .backwards, in: first..<place.lowerBound),
            let end = file.range(of: Data("endobj".utf8), in: place.upperBound..<last)
        else { return nil }
        return text(file[begin.upperBound..<end.lowerBound])
    }

    /// Each byte a sign: what is no ASCII is nothing that is looked for.
    private static func text(_ bytes: Data) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private static func number(_ name: String, in text: String) -> Int? {
        let found = text.matches(of: /\/([A-Za-z]+)\s+([0-9]{1,7})(?![0-9]|\s+[0-9]+\s+R)/).first {
            $0.output.1 == name
        }
        return found.flatMap { Int($0.output.2) }
    }
}
