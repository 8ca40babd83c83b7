import Foundation

@testable import KicauText

/// A folder that is gone after the test, and the tools that write a corpus into it.
final class Scratch {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit {
        // reason: what is left behind is the system's to clear away.
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name)))
    }

    /// Runs a command of the shell in the folder.
    func run(_ command: String) throws {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "cd '\(path)' && \(command)"]
        try shell.run()
        shell.waitUntilExit()
        guard shell.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    static func fixture(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
    }
}

/// All that a reader gave.
struct Given: Equatable {
    struct Text: Equatable {
        let file: String
        let member: String
        let record: Int
        let part: Int
        let start: Int
        let overlap: Int
        let bytes: [UInt8]
        let source: String

        var string: String { String(decoding: bytes, as: UTF8.self) }
    }

    var texts: [Text] = []
    var flaws: [FoundFlaw] = []

    var strings: [String] { texts.map(\.string) }
    var codes: [String] { flaws.map(\.flaw.code) }

    static func by(_ reader: CorpusReader, atMost limit: Int = .max, keepsBytes: Bool = true) -> Given {
        var given = Given()
        while given.texts.count < limit, let text = reader.nextText() {
            given.texts.append(Text(text, reader, keepsBytes))
        }
        given.flaws = reader.takeFlaws()
        return given
    }

    static func from(_ paths: String..., options: CorpusOptions = CorpusOptions()) -> Given {
        let files = CorpusFiles(paths)
        var given = by(CorpusReader(files.files.map(\.path), options: options))
        given.flaws += files.flaws
        return given
    }
}

extension Given.Text {
    fileprivate init(_ text: CorpusText, _ reader: CorpusReader, _ keepsBytes: Bool) {
        file = reader.file.split(separator: "/").last.map(String.init) ?? ""
        member = reader.member
        record = text.record
        part = text.part
        start = text.start
        overlap = text.overlap
        bytes = keepsBytes ? Array(text.bytes) : []
        source = String(decoding: text.source, as: UTF8.self)
    }
}

extension FoundFlaw {
    /// As a report says it: where, what, and what to do.
    var sentence: String { "\(place) \(flaw.what). \(flaw.remedy)" }
}
