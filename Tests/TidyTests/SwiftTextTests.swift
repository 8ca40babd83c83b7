import Testing

@Suite("Reading Swift as text")
struct SwiftTextTests {
    func code(_ text: String) -> [String] {
        SwiftText(text).lines.map { $0.code.split(separator: " ").joined(separator: " ") }
    }

    @Test func `comments are no code`() {
        #expect(code("let a = 1  // try! this\n/* try? /* nested */ still */ let b") == ["let a = 1", "let b"])
    }

    @Test func `what stands in a string is no code`() {
        #expect(code(#"say("// no comment, try! \" neither")"#) == [#"say("")"#])
        #expect(code(##"say(#"try! "quoted""#)"##) == [##"say(#""#)"##])
        #expect(code("let a = \"\"\"\n  try? here\n  \"\"\"; try? b") == ["let a = \"\"\"", "", "\"\"\"; try? b"])
    }

    @Test func `what is interpolated into a string is code`() {
        #expect(code(#"say("so \(try? f("x", (1))) it is")"#) == [#"say("\(try? f("", (1)))")"#])
    }

    @Test func `a remark is told apart from documentation`() {
        let lines = SwiftText("/// What it is.\n// Why it is so.\nlet a = 1  // since\nlet b = \"//\"").lines

        #expect(lines.map(\.hasRemark) == [false, true, true, false])
    }

    @Test func `lines keep their numbers`() {
        #expect(SwiftText("a\n\"\"\"\nb\n\"\"\"\nc").lines.map(\.number) == [1, 2, 3, 4, 5])
    }
}
