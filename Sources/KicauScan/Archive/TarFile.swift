import Foundation
import KicauText

/// The plain files of a tar that is in memory; its heads are read as those of a corpus are.
enum TarFile {
    /// One whose first head lies says still that it is a tar; to read it as a text would find posts that nobody wrote.
    static func begins(_ bytes: Data) -> Bool {
        guard bytes.count >= TarHead.size else { return false }
        let head = bytes.prefix(TarHead.size)
        return head.dropFirst(257).starts(with: "ustar".utf8) || head.withUnsafeBytes(TarHead.init) != nil
    }

    /// - Returns: whether it ended as it should; false: it was cut short, or is none from there on.
    static func each(of bytes: Data, _ take: (_ name: String, _ contents: Data) -> Void) -> Bool {
        var rest = bytes
        var longName: String?
        while rest.count >= TarHead.size {
            let front = rest.prefix(TarHead.size)
            if front.allSatisfy({ $0 == 0 }) { return true }
            guard let head = front.withUnsafeBytes(TarHead.init), head.count <= rest.count - TarHead.size else {
                return false
            }
            let contents = rest.dropFirst(TarHead.size).prefix(head.count)
            switch head.kind {
            case .longName: longName = String(decoding: contents.prefix { $0 != 0 }, as: UTF8.self)
            case .pax: longName = PaxFields(Array(contents)).path ?? longName
            case .file:
                take(longName ?? head.path, contents)
                longName = nil
            case .longLink: break
            case .sparse, .other: longName = nil
            }
            rest = rest.dropFirst((TarHead.size * 2 - 1 + head.count) / TarHead.size * TarHead.size)
        }
        return rest.isEmpty
    }
}
