import KicauCore
import Testing

@Suite("Money")
struct MoneyTests {
    @Test(arguments: [("0.015", 15_000), ("12", 12_000_000), ("1,250.5", 1_250_500_000), ("$0.000001", 1), ("0.", 0)])
    func `is read to the micro-dollar`(text: String, micros: Int64) {
        #expect(Money(dollars: text)?.microUSD == micros)
    }

    @Test(
        arguments: [
            "", "-1", "1.2345678", "abc", "1e9", "99999999999", "٣", "0x10", ".5", "12,50", "1,2500", ",250", "1,,250",
            "0.1,5", "0,015", "0,500", "00,015",
        ])
    func `is not guessed from other texts`(text: String) {
        #expect(Money(dollars: text) == nil)
    }

    @Test(arguments: [(15_000, "0.015"), (12_000_000, "12.00"), (-200_000, "-0.20"), (1, "0.000001"), (0, "0.00")])
    func `is written with two decimals or more`(micros: Int64, text: String) {
        #expect(Money(microUSD: micros).dollars == text)
    }
}

@Suite("A sentence")
struct SentenceTests {
    @Test func `keeps its template and values apart`() {
        let sentence: Sentence = "\(Money(microUSD: 15_000)) on \("X")."

        #expect(sentence.template == "{1} on {2}.")
        #expect(sentence.description == "$0.015 on X.")
        #expect(Catalogue(language: "id", wordings: ["{1} on {2}.": "{2}: {1}."]).say(sentence) == "X: $0.015.")
    }

    @Test func `does not read a value as a template`() {
        let name = "{2} {1}"
        let sentence: Sentence = "Hello \(name), \("you")."

        #expect(sentence.description == "Hello {2} {1}, you.")
    }

    @Test func `leaves a broken wording readable`() {
        #expect(Sentence(template: "x", values: ["a"]).filled("{9} { {1} {") == "{9} { a {")
    }
}

@Suite("A secret")
struct RedactedTests {
    @Test func `is never printed`() {
        let secret = Redacted("hunter2")

        #expect("\(secret)" == "•••")
        #expect(String(reflecting: secret) == "•••")
        var dumped = ""
        dump(["token": secret], to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(secret.reveal() == "hunter2")
    }
}

@Suite("A role")
struct RoleTests {
    @Test func `may do what its rank allows and nothing more`() {
        #expect(Role.allCases.filter { $0.may(.publish) } == [.owner, .admin, .editor])
        #expect(Role.allCases.filter { $0.may(.draft) } == [.owner, .admin, .editor, .writer])
        #expect(Role.allCases.filter { $0.may(.connect) } == [.owner, .admin])
        #expect(Role.allCases.filter { $0.may(.own) } == [.owner])
        #expect(Role.allCases.allSatisfy { $0.may(.look) })
    }
}
