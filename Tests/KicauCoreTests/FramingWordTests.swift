import Foundation
import KicauCore
import Testing

@Suite("What of a picture stays in view, in words")
struct FramingWordTests {
    @Test(arguments: ["top", "bottom", "left", "right", "whole", "0,0", "1,-1", "-0.3,0.25", "0.007,-0.5"])
    func `is written as it is read`(word: String) throws {
        let framing = try Framing.named(word)

        #expect(framing.rawValue == word)
        let written = try JSONEncoder().encode([framing])
        #expect(String(decoding: written, as: UTF8.self) == "[\"\(word)\"]")
        #expect(try JSONDecoder().decode([Framing].self, from: written) == [framing])
    }

    @Test(arguments: [
        ("0.3000,-0.250", "0.3,-0.25"), ("0.12345, 0.9999", "0.123,0.999"), ("-0,1.0", "0,1"), (".5,-.25", "0.5,-0.25"),
    ])
    func `has one way to write a point`(word: String, plain: String) throws {
        #expect(try Framing.named(word).rawValue == plain)
    }

    @Test(arguments: ["", "middle", "Top", "1.001,0", "0,-1.1", "0", "0,0,0", "a,b", "0.,0", "1e-1,0", "--1,0", "٣,0"])
    func `is refused when it is neither a name nor a point within the picture`(word: String) {
        let problem = #expect(throws: Problem.self) { try Framing.named(word) }

        #expect(problem?.code == .badInput && problem?.field == "framing")
        #expect(problem?.toDo.description.contains("0.3,-0.25") == true)
    }

    @Test func `a point beyond an edge is at the edge, and tenths count from the left and the top`() {
        let corner = FocusPoint(clampingX: 1400, y: -3000)

        #expect(corner.text == "1,-1")
        #expect(corner.tenths == (10, 10))
        #expect(FocusPoint.middle.tenths == (5, 5))
        #expect(FocusPoint(clampingX: -1000, y: 1000).tenths == (0, 0))
    }
}
