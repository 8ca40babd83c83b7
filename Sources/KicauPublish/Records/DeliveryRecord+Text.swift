public import Foundation
public import KicauCore

extension DeliveryRecord {
    /// The file: JSON with sorted keys, so that the same record has the same bytes.
    public func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    private struct Head: Decodable {
        let format: String
        let formatVersion: Int
    }

    /// Reads a file that may be anything.
    ///
    /// - Throws: `Problem` `.badInput`.
    public static func read(_ bytes: Data) throws(Problem) -> DeliveryRecord {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let head = try? decoder.decode(Head.self, from: bytes)  // why not makes no difference
        guard let head, head.format == format else {
            throw Problem(
                .badInput, "This is no delivery record.", do: "Give a file made by `kicau post receipt --json`.")
        }
        guard head.formatVersion == formatVersion else {
            throw Problem(
                .badInput,
                "This delivery record is version \(head.formatVersion), and this Kicau reads version \(formatVersion).",
                do: "Verify it with a Kicau of its own time.")
        }
        do {
            return try decoder.decode(DeliveryRecord.self, from: bytes)
        } catch {
            throw Problem(
                .badInput, "This delivery record is damaged: something is missing or of another kind.",
                do: "Get the file anew from its Kicau.", cause: String(describing: error))
        }
    }
}
