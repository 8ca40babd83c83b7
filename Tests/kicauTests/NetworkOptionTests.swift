import KicauCore
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

    @Test func `has no other names`() throws {
        #expect(throws: Problem.self) { try options("colour=blue") }
        #expect(throws: Problem.self) { try options("login=") }
    }
}
