/// Brings a text to the form in which texts are compared: letters and digits of all scripts one after the other, without case,
/// marks, spaces, punctuation, emoji, links and @names. What cleaning, tokenising or escaping does to a text leaves it the same.
///
/// One pass over the bytes. Runs of plain ASCII take a short way, everything else a long one.
struct Folding {
    private let bytes: UnsafePointer<UInt8>
    private let end: Int
    private let form: DecodedText.Form
    private let buffer: FoldBuffer
    private let table: FoldTable
    private let kernel: Kernel
    private var at: Int
    private var count: Int
    /// Where the present run of plain bytes began.
    private var plainFrom: Int
    /// How many ASCII letters in a row had come out when it began.
    private var lettersBefore = 0
    /// Whether what stood before it prolongs a word, so that an @ after it belongs to an address of mail.
    private var wordBefore = false

    /// Folds bytes and puts the result after what the buffer holds.
    ///
    /// - Returns: where it ended: at the end, or at the quotation mark that closes a JSON string.
    static func fold(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, as form: DecodedText.Form, into buffer: FoldBuffer,
        kernel: Kernel = .best
    ) -> Int {
        var folding = Folding(bytes, start, end, form, buffer, kernel)
        return folding.run()
    }

    private init(
        _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ form: DecodedText.Form, _ buffer: FoldBuffer,
        _ kernel: Kernel
    ) {
        self.kernel = kernel
        self.bytes = bytes
        self.end = end
        self.form = form
        self.buffer = buffer
        table = .shared
        at = start
        plainFrom = start
        count = buffer.count
    }

    private mutating func run() -> Int {
        buffer.reserve(count + (end - at) + FoldKernel.slack)
        while true {
            plain()
            guard at < end else { break }
            if form == .json, bytes[at] == UInt8(ascii: "\"") { break }
            special()
        }
        buffer.count = count
        return at
    }

    /// Plain bytes up to the next that needs a look.
    private mutating func plain() {
        if let sources = buffer.sources {
            while at < end {
                let byte = PlainByte.of(bytes[at], form)
                guard byte != PlainByte.special else { return }
                buffer.bytes[count] = byte
                sources[count] = Int32(truncatingIfNeeded: at)
                count += byte == PlainByte.dropped ? 0 : 1
                at += 1
            }
        } else {
            let run = FoldKernel.plain(bytes + at, end - at, form, buffer.bytes + count, kernel)
            at += run.read
            count += run.written
        }
    }

    private mutating func special() {
        let byte = bytes[at]
        if byte == UInt8(ascii: ":"), !isLink() {
            // Punctuation like any other: the run goes on.
            at += 1
            return
        }
        let letters = lettersInARow()
        let isInWord = isInWord()
        var text = DecodedText(bytes, from: at, to: end, form)
        let start = at
        while let scalar = text.next() {
            take(scalar, letters, isInWord, from: start, &text)
            guard text.isOwing else { break }
        }
        at = text.at
        plainFrom = at
    }

    private mutating func take(
        _ scalar: UInt32, _ letters: Int, _ isInWord: Bool, from start: Int, _ text: inout DecodedText
    ) {
        lettersBefore = 0
        wordBefore = false
        if scalar == UInt32(UInt8(ascii: ":")), letters >= 4, text.skipSlashes() {
            if dropScheme(letters) { text.skipLink() }
        } else if scalar == UInt32(UInt8(ascii: "@")), !isInWord {
            text.skipName()
        } else if scalar < 0x80 {
            let byte = PlainByte.table[Int(scalar)]
            wordBefore = byte != PlainByte.dropped || scalar == UInt32(UInt8(ascii: "_"))
            guard byte != PlainByte.dropped else { return }
            lettersBefore = letters + 1
            put(byte, from: start)
        } else {
            put(scalar, from: start)
            grow(reading: text.at)
        }
    }

    /// A colon before two slashes, as in `https://`; in JSON a slash may be escaped.
    private func isLink() -> Bool {
        var text = DecodedText(bytes, from: at + 1, to: end, form)
        return text.skipSlashes()
    }

    /// Takes the letters of a scheme back. False: they are none.
    private mutating func dropScheme(_ letters: Int) -> Bool {
        for scheme: StaticString in ["https", "http"] where letters >= scheme.utf8CodeUnitCount {
            let length = scheme.utf8CodeUnitCount
            guard (0..<length).allSatisfy({ buffer.bytes[count - length + $0] == scheme.utf8Start[$0] }) else {
                continue
            }
            count -= length
            return true
        }
        return false
    }

    private func lettersInARow() -> Int {
        var from = at
        while from > plainFrom, at - from < 5, bytes[from - 1].isASCIIAlphanumeric { from -= 1 }
        return from > plainFrom ? at - from : at - from + lettersBefore
    }

    private func isInWord() -> Bool {
        guard at > plainFrom else { return wordBefore }
        return bytes[at - 1].isASCIIAlphanumeric || bytes[at - 1] == UInt8(ascii: "_")
    }

    private mutating func put(_ byte: UInt8, from source: Int) {
        buffer.bytes[count] = byte
        buffer.sources?[count] = Int32(truncatingIfNeeded: source)
        count += 1
    }

    private mutating func put(_ scalar: UInt32, from source: Int) {
        let entry = table.entries[Int(table.pages[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF)]
        switch entry >> 24 {
        case 0: return
        case FoldTable.joins: join(entry & 0xFF_FFFF, from: source)
        case FoldTable.four:
            put(UInt8(0xF0 | entry >> 18 & 0x07), from: source)
            for shift in [12, 6, 0] { put(UInt8(0x80 | entry >> UInt32(shift) & 0x3F), from: source) }
        case FoldTable.long:
            let place = Int(entry & 0xFF_FFFF)
            let length = Int(table.pool[place])
            buffer.count = count
            buffer.reserve(count + length + FoldKernel.slack)
            for index in 1...length { put(table.pool[place + index], from: source) }
        case let length:
            for index in 0..<length { put(UInt8(truncatingIfNeeded: entry >> (8 * index)), from: source) }
        }
    }

    /// A letter of Hangul joins the syllable before it, where that lacks it.
    private mutating func join(_ jamo: UInt32, from source: Int) {
        if count >= 3, let before = lastOfThree(), let joined = HangulJamo.joined(before, jamo) {
            write(joined, at: count - 3)
        } else {
            write(jamo, at: count)
            for index in 0..<3 { buffer.sources?[count + index] = Int32(truncatingIfNeeded: source) }
            count += 3
        }
    }

    private func lastOfThree() -> UInt32? {
        let (one, two, three) = (buffer.bytes[count - 3], buffer.bytes[count - 2], buffer.bytes[count - 1])
        guard one & 0xF0 == 0xE0 else { return nil }
        return UInt32(one & 0x0F) << 12 | UInt32(two & 0x3F) << 6 | UInt32(three & 0x3F)
    }

    private func write(_ scalar: UInt32, at place: Int) {
        buffer.bytes[place] = UInt8(0xE0 | scalar >> 12)
        buffer.bytes[place + 1] = UInt8(0x80 | scalar >> 6 & 0x3F)
        buffer.bytes[place + 2] = UInt8(0x80 | scalar & 0x3F)
    }

    /// Some scalars become longer than they were; what is still to come must have room.
    private func grow(reading next: Int) {
        guard count + (end - next) + FoldKernel.slack > buffer.capacity else { return }
        buffer.count = count
        buffer.reserve(count + (end - next) + FoldKernel.slack)
    }
}
