import ArgumentParser
import Foundation
import KicauCore
import Testing

@testable import kicau

@Suite("Four keys of an app of one's own, given to the command line")
struct OwnKeysTests {
    private let whole = """
        # from the developer page
        consumer_key = ck-1

        consumer_secret=cs=2
        ACCESS_TOKEN=at-3
          access_token_secret = ats-4
        """
    private let wanted: JSONValue = [
        "consumer_key": "ck-1", "consumer_secret": "cs=2", "access_token": "at-3", "access_token_secret": "ats-4",
    ]

    @Test func `are read from a file`() throws {
        let path = NSTemporaryDirectory() + "keys-\(UUID().uuidString)"
        try whole.write(toFile: path, atomically: true, encoding: .utf8)
        defer { unlink(path) }

        #expect(try OwnKeys(file: path).json == wanted)
    }

    @Test func `are read from the environment, when they are there`() throws {
        var environment = [
            "KICAU_CONSUMER_KEY": "ck-1", "KICAU_CONSUMER_SECRET": "cs=2", "KICAU_ACCESS_TOKEN": "at-3",
            "KICAU_ACCESS_TOKEN_SECRET": "ats-4",
        ]
        #expect(try OwnKeys(environment: environment)?.json == wanted)
        #expect(try OwnKeys(environment: [:]) == nil)

        environment["KICAU_ACCESS_TOKEN"] = nil
        let problem = #expect(throws: Problem.self) { try OwnKeys(environment: environment) }
        #expect(problem?.what.description == "The environment has no access_token.")
    }

    @Test(arguments: [
        ("consumer_key=1\nconsumer_secret=2", "keys.txt has no access_token, access_token_secret."),
        ("consumer_key=1\nmy-very-secret-word", "Line 2 of keys.txt is not one of the four keys."),
        ("consumer_key=", "Line 1 of keys.txt is not one of the four keys."),
        ("", "keys.txt has no consumer_key, consumer_secret, access_token, access_token_secret."),
    ])
    func `that are not whole are refused by name, and no value is shown`(text: String, sentence: String) {
        let problem = #expect(throws: Problem.self) { try OwnKeys(text: text, from: "keys.txt") }

        #expect(problem?.what.description == sentence)
        #expect(problem.map { "\($0.what) \($0.toDo)".contains("very-secret") } == false)
    }

    @Test func `that are no small text are refused`() throws {
        let path = NSTemporaryDirectory() + "keys-\(UUID().uuidString)"
        try Data(count: 20_000).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }

        for file in [path, path + "-missing"] {
            #expect(throws: Problem.self) { try OwnKeys(file: file) }
        }
    }

    @Test func `are asked for by one flag, and are none themselves`() throws {
        let command = try AccountConnect.parse(["x", "--keys-file", "keys.txt"])

        #expect(command.keysFile == "keys.txt")
        #expect(throws: (any Error).self) { try AccountConnect.parse(["x", "--consumer-secret", "s"]) }
        #expect(throws: (any Error).self) { try AccountConnect.parse(["x", "--own-keys", "--handle", "ayu"]) }
    }
}
