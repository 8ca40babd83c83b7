import Foundation
import KicauCore
import Testing

@testable import KicauText

@Suite("A line of JSON that is too long to be held")
struct LongLineTests {
    @Test func `gives the same as one that is held`() {
        var dice = SeededRandom(seed: 1)
        for round in 0..<200 {
            let text = line(&dice, size: 2_000 + dice.below(3_000))
            let rest = Array("\n{\"text\": \"after\"}\n".utf8)

            let held = strings(of: text + rest, longest: 1 << 20, cut: 1 << 20)
            let long = strings(of: text + rest, longest: 1_500, cut: 1 + dice.below(700))

            #expect(long.texts == held.texts, "round \(round)")
            #expect(long.flaws == held.flaws, "round \(round)")
        }
    }

    @Test func `is cut into pieces that overlap and leave nothing out`() throws {
        for filler in ["kata ", "\\\\", "\\\"", "é", "\\u00e9"] {
            let text = String(repeating: filler, count: 3_600_000 / filler.utf8.count)
            let line = Array("{\"id\": 1, \"text\": \"\(text)\", \"body\": \"x\"}\n{\"text\": \"after\"}\n".utf8)
            let reader = JSONLines(
                MemoryBytes(line, most: 300_000), FieldNames(.preferred(["text", "body"])), FlawLog(),
                longest: 2_500_000)
            var next = 19
            var strings = 0
            while let piece = try reader.next() {
                guard piece.bytes.count > 100 else {
                    strings += 1
                    continue
                }
                #expect(piece.start + piece.overlap == next)
                #expect(
                    piece.overlap <= TextPieces.overlap && piece.bytes.count <= TextPieces.size + TextPieces.overlap)
                #expect(piece.bytes.first != UInt8(ascii: "\"") || filler != "\\\"")
                #expect(piece.bytes.elementsEqual(line[piece.start..<piece.start + piece.bytes.count]))
                next = piece.start + piece.bytes.count
            }
            #expect(next == 19 + text.utf8.count && strings == 2, "\(filler)")
        }
    }

    @Test func `that never ends takes no more memory than a window`() throws {
        for start in ["{\"text\": \"", "aaaa", "[1", "{\"k", "{\"x\": [[[", "\\\\\\"] {
            let log = FlawLog()
            let reader = JSONLines(Endless(start, 6 << 20), FieldNames(.preferred(["text"])), log, longest: 2 << 20)
            while try reader.next() != nil { continue }
            #expect(log.counts == ["bad_record": 1], "\(start)")
        }
    }

    private func strings(of bytes: [UInt8], longest: Int, cut: Int) -> (texts: [String], flaws: Int) {
        let log = FlawLog()
        let reader = JSONLines(MemoryBytes(bytes, most: cut), FieldNames(.all), log, longest: longest)
        var texts: [String] = []
        do {
            while let text = try reader.next() {
                texts.append("\(text.record) \(String(decoding: text.bytes, as: UTF8.self))")
            }
        } catch {
            texts.append("\(error)")
        }
        return (texts, log.counts["bad_record"] ?? 0)
    }

    /// Strings below what is held, so that none is cut.
    private func line(_ dice: inout SeededRandom, size: Int) -> [UInt8] {
        var out = "["
        while out.utf8.count < size {
            switch dice.below(6) {
            case 0: out += "12345.5, "
            case 1: out += "{\"key\\\"\": \"v\(dice.below(99))\"}, "
            case 2: out += "[null, true], "
            case 3: out += "\"\(String(repeating: "\\\\", count: dice.below(20)))\", "
            case 4: out += "   "
            default: out += "\"\(String(repeating: "kata ", count: dice.below(60)))\", "
            }
        }
        return Array((out + (dice.below(4) == 0 ? "x]" : "0]")).utf8)
    }
}

/// A beginning and then the same letter for ever, or nearly.
private final class Endless: ByteStream {
    private(set) var position = 0
    private let start: [UInt8]
    private let count: Int

    init(_ start: String, _ count: Int) {
        self.start = Array(start.utf8)
        self.count = count
    }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        let got = min(room.count, count - position)
        guard got > 0 else { return 0 }
        _ = room.baseAddress?.initializeMemory(as: UInt8.self, repeating: 0x31, count: got)
        for place in position..<max(position, min(start.count, position + got)) {
            room[place - position] = start[place]
        }
        position += got
        return got
    }
}
