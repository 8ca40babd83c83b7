import CZlib
import Foundation
import KicauCore
import Testing
import Yams

@testable import KicauPlatforms

/// One exchange with X as tweepy recorded it.
struct Recorded: Sendable {
    let method: String
    let url: String
    let status: Int
    /// Names in lower case.
    let headers: [(String, String)]
    let body: String

    var answer: ScriptedLine.Answer { .reply(status, body, headers) }

    var json: JSONValue? { JSONValue(reading: Data(body.utf8)) }

    func reply() throws -> Reply {
        Reply(status: status, headers: headers, body: Array(body.utf8), at: try at())
    }

    /// When X answered, by its own clock.
    func at() throws -> Instant {
        let date = try #require(headers.first { $0.0 == "date" }?.1)
        let reading = DateFormatter()
        reading.locale = Locale(identifier: "en_US_POSIX")
        reading.timeZone = TimeZone(identifier: "UTC")
        reading.dateFormat = "dd MMM yyyy HH:mm:ss"
        // Without the day's name and zone: X writes both UTC and GMT, and tweepy's one made by hand has a wrong day.
        let time = try #require(reading.date(from: String(date.dropFirst(5).dropLast(4))))
        return Instant(seconds: Int64(time.timeIntervalSince1970))
    }
}

/// The files of tweepy's recordings; they are read where they lie and never copied into the tree.
enum Cassette {
    static let folder = "tweepy-cassettes"

    static func names() throws -> Set<String> {
        let files = try FileManager.default.contentsOfDirectory(atPath: Specs.path(folder))
        return Set(files.filter { $0 != "LICENSE" })
    }

    /// - Throws: also when there is nothing on it: a test of nothing would pass in silence.
    static func recorded(_ name: String) throws -> [Recorded] {
        let exchanges = name.hasSuffix(".json") ? try fromJSON(name) : try fromYAML(name)
        guard !exchanges.isEmpty else { throw Unreadable(name: name) }
        return exchanges
    }

    private struct Unreadable: Error { let name: String }

    private static func fromJSON(_ name: String) throws -> [Recorded] {
        try (Specs.json("\(folder)/\(name)")["interactions"]?.array ?? []).map { exchange in
            let headers = (exchange.at("response", "headers")?.object ?? [:]).map { ($0.lowercased(), $1[0]?.string) }
            return Recorded(
                method: try #require(exchange.at("request", "method")?.string),
                url: try #require(exchange.at("request", "uri")?.string),
                status: try #require(exchange.at("response", "status", "code")?.int),
                headers: headers.compactMap { name, value in value.map { (name, $0) } },
                body: try #require(exchange.at("response", "body", "string")?.string))
        }
    }

    private static func fromYAML(_ name: String) throws -> [Recorded] {
        let text = String(decoding: try Specs.data("\(folder)/\(name)"), as: UTF8.self)
        let exchanges = try Yams.compose(yaml: text)?["interactions"]?.sequence ?? []
        return try exchanges.map { exchange in
            let answer = try #require(exchange["response"])
            let headers = (answer["headers"]?.mapping ?? [:]).map {
                ($0.string?.lowercased(), $1.array().first?.string)
            }
            return Recorded(
                method: try #require(exchange["request"]?["method"]?.string),
                url: try #require(exchange["request"]?["uri"]?.string),
                status: try #require(answer["status"]?["code"]?.int),
                headers: headers.compactMap { name, value in name.flatMap { name in value.map { (name, $0) } } },
                body: try body(try #require(answer["body"]?["string"])))
        }
    }

    /// Bytes stand there as base64, text as it is.
    private static func body(_ node: Node) throws -> String {
        guard node.tag.description.hasSuffix(":binary") else { return node.string ?? "" }
        return String(decoding: try unzipped(Array(try #require(node.binary))), as: UTF8.self)
    }

    /// gzip, RFC 1952: what X sends to whoever takes it.
    private static func unzipped(_ bytes: [UInt8]) throws -> [UInt8] {
        guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
        var packed = bytes
        var plain = [UInt8](repeating: 0, count: 1 << 20)
        let (end, length) = packed.withUnsafeMutableBufferPointer { packed in
            plain.withUnsafeMutableBufferPointer { plain in
                var stream = z_stream()
                stream.next_in = packed.baseAddress
                stream.avail_in = uInt(packed.count)
                stream.next_out = plain.baseAddress
                stream.avail_out = uInt(plain.count)
                // 16 more than the usual window: gzip's frame, not zlib's.
                _ = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                let end = inflate(&stream, Z_FINISH)
                inflateEnd(&stream)
                return (end, Int(stream.total_out))
            }
        }
        guard end == Z_STREAM_END else { throw Unreadable(name: "gzip \(end)") }
        return Array(plain.prefix(length))
    }
}
