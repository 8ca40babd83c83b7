import Foundation
import KicauCore
import Logging
import Synchronization
import Testing

@testable import kicau

@Suite("A log for machines")
struct LogFormatTests {
    private final class Kept: Sendable {
        let lines = Mutex<[String]>([])
    }

    private func logged(_ work: (Logger) -> Void) throws -> [String: JSONValue] {
        let kept = Kept()
        var handler = JSONLog(label: "kicau")
        handler.write = { line in kept.lines.withLock { $0.append(line) } }
        work(Logger(label: "kicau") { _ in handler })
        let lines = kept.lines.withLock { $0 }
        try #require(lines.count == 1)
        #expect(lines[0].hasSuffix("\n") && !lines[0].dropLast().contains("\n"))
        return try #require(try JSONDecoder().decode(JSONValue.self, from: Data(lines[0].utf8)).object)
    }

    @Test func `has one object a line, with time, level, message and facts`() throws {
        let line = try logged { log in
            log.warning("a page\nbroke \"here\"", metadata: ["path": "/posts", "ids": ["1", "2"]])
        }

        #expect(line["level"]?.string == "warning")
        #expect(line["message"]?.string == "a page\nbroke \"here\"")
        #expect(line["facts"]?["path"]?.string == "/posts")
        #expect(line["facts"]?["ids"]?.array?.count == 2)
        let time = try #require(line["time"]?.string)
        #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }

    @Test func `does not show what is secret`() throws {
        let secret = Redacted("hunter2-hunter2")
        let line = try logged { log in
            log.info("signed in", metadata: ["token": "\(secret)", "other": .stringConvertible(secret)])
        }

        #expect(line["facts"]?["token"]?.string == "•••")
        #expect(line["facts"]?["other"]?.string == "•••")
    }

    @Test func `is one of two`() {
        #expect(throws: Problem.self) {
            try Settings(flags: [:], environment: ["KICAU_LOG_FORMAT": "xml"], file: nil)
        }
    }

    @Test(arguments: ["on", "token:", "token:short", "Token:0123456789abcdef"])
    func `and metrics take no weak token, and do not show it`(value: String) {
        let problem = #expect(throws: Problem.self) {
            try Settings(flags: [:], environment: ["KICAU_METRICS": value], file: nil)
        }

        #expect(problem?.field == "metrics")
        #expect(problem?.description.contains("short") == false)
    }
}
