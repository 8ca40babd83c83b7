import KicauCore
import Testing

@testable import KicauWeb

@Suite("What hangs on a part in the composer")
struct ComposingMediaTests {
    static let film = String(repeating: "cd", count: 32)
    static let words = String(repeating: "ef", count: 32)

    static func form(_ more: [(String, String)] = []) -> Form {
        let fields =
            [
                ("parts", "1"), ("picture-0", film), ("kind-0-\(film)", "video"), ("alt-0-\(film)", "Kopi"),
                ("captions-0-\(film)", "id:\(words)"), ("captions-0-\(film)", "rusak"),
            ] + more
        return Form(fields: fields.map { Form.Field(name: $0.0, value: $0.1) })
    }

    @Test func `keeps a video's captions through the form, and what is none is left out`() {
        let composing = Composing(Self.form(), zone: "Asia/Jakarta")

        let attached = composing.parts[0].pictures[0]
        #expect(attached.kind == .video)
        #expect(attached.captions == [Captions(language: "id", sha256: Self.words)])
        let kept = Media(sha256: Self.film, mimeType: "video/mp4", width: 9, height: 9, bytes: 9)
        #expect(attached.media([Self.film: kept])?.captions == attached.captions)
        #expect(attached.media([:]) == nil)
    }

    @Test(arguments: [
        ("point", "-0.3", "0.5", "-0.3,0.5"), ("point", "7", "-2", "1,-1"), ("point", "kiri", "", "0,0"),
        ("top", "0.3", "0.5", "top"), ("", "0.3", "0.5", nil), ("sideways", "0.3", "0.5", nil),
    ])
    func `keeps what of a picture stays in view`(word: String, x: String, y: String, framing: String?) {
        let picture = "0-\(Self.film)"
        let composing = Composing(
            Self.form([("framing-\(picture)", word), ("focus-x-\(picture)", x), ("focus-y-\(picture)", y)]),
            zone: "Asia/Jakarta")

        #expect(composing.parts[0].pictures[0].framing?.rawValue == framing)
        let fields = ComposePage.FramingChoices(composing.parts[0].pictures[0].framing, .unasked)
        let isPoint = framing?.contains(",") == true
        #expect(fields.choices.first { $0.isChosen }?.value == (isPoint ? "point" : framing ?? ""))
        #expect("\(fields.x),\(fields.y)" == (isPoint ? framing : "0,0"))
    }

    @Test func `takes out one language`() {
        var composing = Composing(Self.form([("captions-0-\(Self.film)", "en:\(Self.words)")]), zone: "Asia/Jakarta")

        composing.apply(ComposeAct("remove-captions:0:\(Self.film):id"))

        #expect(composing.parts[0].pictures[0].captions.map(\.language) == ["en"])
        #expect(ComposeAct("remove-captions:0") == .check)
    }

    @Test(arguments: [
        ("Menu November.pdf", "Menu November"), ("C:\\rumah\\Menu.PDF", "Menu"), ("../../etc/menu", "menu"), ("", ""),
    ])
    func `calls a document after its file`(name: String, title: String) {
        #expect(DocumentTitle.of(name) == title)
    }

    @Test func `names languages in the reader's own`() {
        #expect(Voice.unasked.language("id") == "Indonesian")
        #expect(Voice.unasked.language("pt-BR").contains("Brazil"))
        #expect(Voice.unasked.usualLanguages.map(\.tag).contains("su"))
    }
}
