import KicauCore
import Testing

@testable import KicauStore

@Suite("What a PostgreSQL server says for itself")
struct PostgresTroubleTests {
    @Test(
        "a server whose places are all taken is not called one that does not answer",
        arguments: [
            "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  sorry, too many clients already",
            "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
            "FATAL:  too many connections for role \"kicau\"",
        ])
    func full(message: String) {
        let problem = PostgresTrouble.unreachable(message)

        #expect(problem.code == .databaseUnreachable)
        #expect("\(problem.what)".contains("no connection left"))
        #expect(problem.cause == message)
    }

    @Test("one that is not there is asked to be looked at")
    func gone() {
        let problem = PostgresTrouble.unreachable("connection to server at \"127.0.0.1\" failed: Connection refused")

        #expect("\(problem.what)".contains("does not answer"))
    }
}
