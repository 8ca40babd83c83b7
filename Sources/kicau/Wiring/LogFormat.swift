import Foundation
import Logging
import Synchronization

/// How the log is written: for people, or for machines.
enum LogFormat: String, Sendable {
    case text, json

    var writer: @Sendable (String) -> any LogHandler {
        switch self {
        case .text: { StreamLogHandler.standardError(label: $0) }
        case .json: { JSONLog(label: $0) }
        }
    }
}

/// One JSON object a line on standard error. What is redacted in a value's description is redacted here.
struct JSONLog: LogHandler {
    let label: String
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var write: @Sendable (String) -> Void = JSONLog.toStandardError

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata.merging(metadataProvider?.get() ?? [:]) { _, new in new }
        all.merge(event.metadata ?? [:]) { _, new in new }
        if let error = event.error { all["error"] = "\(error)" }
        let line = Line(
            time: SystemTime().now().isoMilliseconds, level: event.level.rawValue, logger: label,
            message: "\(event.message)", facts: all.mapValues(Fact.init))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(line) else { return }  // texts and lists of texts always encode
        write(String(decoding: bytes, as: UTF8.self) + "\n")
    }

    private struct Line: Encodable {
        let time: String
        let level: String
        let logger: String
        let message: String
        let facts: [String: Fact]
    }

    /// A value of the metadata, as JSON has it.
    private enum Fact: Encodable {
        case text(String)
        case list([Fact])
        case object([String: Fact])

        init(_ value: Logger.Metadata.Value) {
            self =
                switch value {
                case .string(let text): .text(text)
                case .stringConvertible(let value): .text("\(value)")
                case .array(let values): .list(values.map(Fact.init))
                case .dictionary(let values): .object(values.mapValues(Fact.init))
                }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .list(let facts): try container.encode(facts)
            case .object(let facts): try container.encode(facts)
            }
        }
    }

    private static let door = Mutex(())

    /// Whole lines, whoever writes at the same time.
    private static let toStandardError: @Sendable (String) -> Void = { line in
        door.withLock { _ in FileHandle.standardError.write(Data(line.utf8)) }
    }
}
