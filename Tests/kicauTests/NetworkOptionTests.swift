import Foundation
import KicauCore
import KicauTree
import Testing

@testable import kicau

@Suite("What an operator says of the networks")
struct NetworkOptionTests {
    private func options(_ text: String) throws -> [String: String] {
        try Settings(flags: [.networkOptions: text], environment: [:], file: nil).networkOptions
    }

    @Test func `is read in pairs`() throws {
        #expect(
            try options("graphVersion=v24.0, login=facebook") == ["graphVersion": "v24.0", "login": "facebook"])
    }

    @Test(arguments: ["xPlan=enterprise", "xPlan=pay-per-use", "graphVersion=v24.0,xPlan=enterprise", "xPlan"])
    func `names no plan of X any more, and what to do instead`(text: String) throws {
        let problem = #expect(throws: Problem.self) { try options(text) }

        #expect(problem?.code == .badSetting)
        #expect(problem?.toDo.description.contains("kicau prices plan x") == true)
    }

    @Test func `has every name that the page of settings tells`() throws {
        let page = try String(contentsOf: Tree.root.appending(path: "docs/settings.md"), encoding: .utf8)
        let row = try #require(page.split(separator: "\n").first { $0.hasPrefix("| `network_options`") })
        let names = try #require(row.split(separator: "Names: ").last).matches(of: /`([a-zA-Z]+)`(?: \(|,|\.)/).map(\.1)

        for name in names { #expect(try options("\(name)=x") == [String(name): "x"], "\(name)") }
        #expect(names.count >= 6)
    }

    @Test func `has no other names`() throws {
        #expect(throws: Problem.self) { try options("colour=blue") }
        #expect(throws: Problem.self) { try options("login=") }
    }
}
