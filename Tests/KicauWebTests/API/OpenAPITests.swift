import Foundation
import HTTPTypes
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("The OpenAPI document")
struct OpenAPITests {
    @Test func `is open to everybody`() async throws {
        let answer = try await APIStage.open().ask(.get, "/openapi.json", as: nil)

        #expect(answer.json["openapi"] == "3.1.0")
        #expect(answer.json["servers"]?[0]?["url"] == "https://kicau.example/api/v1")
    }

    @Test func `names each address the router answers, and no other`() async throws {
        let stage = try await APIStage.open()
        let paths = try #require(try await stage.ask(.get, "/openapi.json").json["paths"]?.object)
        for (path, described) in paths {
            let sample = path.replacing("{id}", with: "1").replacing("{sha256}", with: Shape.Form.sha256.sample)
            let documented = Set((described.object ?? [:]).keys)
            for method in API.methods where method != .head {
                let answer = try await stage.ask(method, sample, as: nil)

                let isDocumented = documented.contains(method.rawValue.lowercased())
                #expect((answer.status != 405) == isDocumented, "\(method) \(path)")
            }
        }
        #expect(Set(paths.keys) == Set(APIOperation.all.map(\.path)))
    }

    @Test func `names each operation once`() {
        #expect(Set(APIOperation.all.map(\.name)).count == APIOperation.all.count)
    }

    @Test func `has samples that fit their own shapes`() throws {
        for shape in APIOperation.all.flatMap(\.shapes) + [APIProblems.shape] {
            try shape.check(shape.sample, at: "")
        }
    }

    @Test func `gives one shape to each name`() {
        var known: [String: JSONValue] = [:]
        for (name, shape) in APIOperation.all.flatMap(\.shapes).flatMap({ Array($0.names) }) {
            #expect(known[name] == nil || known[name] == shape.schema, "\(name)")
            known[name] = shape.schema
        }
    }

    @Test(arguments: Shape.Form.allCases)
    func `has patterns their own samples fit`(_ form: Shape.Form) {
        #expect(form.fits(form.sample))
        #expect(!form.fits(form.sample + "\n"))
        #expect(!form.fits(""))
        #expect(!form.fits("élan"))
    }

    @Test(.enabled(if: Validator.isHere, "python3 has no openapi-spec-validator"))
    func `is what an independent validator takes for OpenAPI 3.1`() throws {
        let settings = WebSettings(
            baseURL: "https://kicau.example", mode: .real, version: "1", uploadFolder: NSTemporaryDirectory())

        let complaint = try Validator.complaint(about: OpenAPI.text(APIOperation.all, settings: settings))

        #expect(complaint == "")
    }

    @Test(.enabled(if: Validator.isHere, "python3 has no openapi-spec-validator"))
    func `would be refused by that validator if it were wrong`() throws {
        #expect(try Validator.complaint(about: #"{"openapi": "3.1.0", "info": {"title": "x"}}"#) != "")
    }
}

@Suite("A moment in the API")
struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (1_780_279_200_123, "2026-06-01T02:00:00.123Z"),
    ])
    func `is written in UTC to the millisecond`(_ ms: Int64, _ text: String) {
        #expect(Timestamp.text(Instant(ms: ms)) == text)
    }

    @Test(arguments: [
        "2026-06-01T02:00:00Z", "2026-06-01T02:00Z", "2026-06-01T09:00:00.000+07:00", "2026-05-31T21:30:00-04:30",
    ])
    func `is read in any offset`(_ text: String) {
        #expect(Timestamp.instant(text) == Instant(ms: 1_780_279_200_000))
    }

    @Test(arguments: [
        "", "now", "2026-06-01", "2026-06-01T02:00:00", "2026-02-30T02:00:00Z", "2026-06-01T02:00:60Z",
        "2026-06-01T02:00:00+24:00", "2026-06-01T02:00:00.Z",
    ])
    func `is nothing else`(_ text: String) { #expect(Timestamp.instant(text) == nil) }
}

/// PyPI's openapi-spec-validator, where python3 has it.
private enum Validator {
    static let isHere = (try? run("import openapi_spec_validator", "")) == ""

    static func complaint(about document: String) throws -> String {
        try run("import json, sys, openapi_spec_validator as v; v.validate(json.load(sys.stdin))", document)
    }

    /// What python says on standard error; nothing when all went well.
    private static func run(_ script: String, _ input: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // a leftover in the temporary folder does no harm
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-W", "ignore", "-c", script]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }
}
