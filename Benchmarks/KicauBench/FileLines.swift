import Foundation

/// The lines of a file, one after the other: what is measured is an index, not the texts that it was made of.
final class FileLines: Sequence, IteratorProtocol {
    private let file: UnsafeMutablePointer<FILE>
    private var line: UnsafeMutablePointer<CChar>?
    private var room = 0

    init(_ path: String) throws {
        guard let file = fopen(path, "r") else { throw CocoaError(.fileReadNoSuchFile) }
        self.file = file
    }

    deinit {
        free(line)
        fclose(file)
    }

    func next() -> String? {
        var count = getline(&line, &room, file)
        guard count > 0, let line else { return nil }
        if line[count - 1] == 10 { count -= 1 }
        return line.withMemoryRebound(to: UInt8.self, capacity: count) {
            String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
        }
    }
}
