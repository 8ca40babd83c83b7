import Foundation
import KicauCore

extension JSONValue {
    /// Keys in order, so that the same answer is the same bytes.
    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? Array("null".utf8)  // only a number not finite fails
    }
}
