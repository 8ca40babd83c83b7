/// Gives the texts of a corpus one after the other, out of whatever they are packed in, in memory that does not grow
/// with them. One for each thread.
///
/// What cannot be read is counted and located in `takeFlaws()`; nothing is thrown, and the rest goes on.
public final class CorpusReader {
    private let files: [String]
    private let log = FlawLog()
    private let opener: Opener
    private let roots: [String]?
    private var next = 0
    private var stream: FileBytes?
    private var reader: (any TextReader)?
    private var resumed: Place?
    private var broken: (file: Int, member: String, record: Int)?

    /// - Parameters:
    ///   - files: as `CorpusFiles` gives them; "-" is standard input.
    ///   - place: where another reader with the same files and options stood. Nil: at the beginning.
    public init(_ files: [String], options: CorpusOptions = CorpusOptions(), from place: Place? = nil) {
        self.files = files
        opener = Opener(options, log)
        roots = options.roots
        if let place {
            resumed = place
            next = files.firstIndex(of: place.file) ?? files.count
        }
    }

    /// The file that the text given last is in.
    public var file: String { log.file }
    /// The path in tars of that text; empty outside of them.
    public var member: String { log.members.joined(separator: "!") }
    /// How many bytes of the file were read, packed as they are: for whoever shows how far it is.
    public var bytesOfFile: Int { stream?.position ?? 0 }
    /// How many flaws there were, by their code.
    public var flawCounts: [String: Int] { log.counts }

    /// The flaws since this was asked last; of very many only the first thousand.
    public func takeFlaws() -> [FoundFlaw] { log.take() }

    /// Where to go on after the text that was given last. Nil: nothing was opened yet, or all was given.
    public var place: Place? {
        guard let reader else {
            return next < files.count ? Place(file: files[next], layers: [], part: 0) : nil
        }
        let place = reader.place
        return Place(file: log.file, layers: place.layers, part: place.part)
    }

    /// The next text; nil when all was given. Its bytes are valid until the next call.
    public func nextText() -> CorpusText? {
        while true {
            if let reader {
                do throws(CorpusFlaw) {
                    if let text = try reader.next() {
                        check(text)
                        return text
                    }
                } catch {
                    log.note(error, at: reader.place.layers.last)
                }
                self.reader = nil
                stream = nil
            }
            guard next < files.count else { return nil }
            next += 1
            open(files[next - 1])
        }
    }

    private func open(_ path: String) {
        log.file = path
        log.members = []
        do throws(CorpusFlaw) {
            let bytes =
                path == CorpusFiles.standardInput ? FileBytes(descriptor: 0) : try FileBytes(path: path, inside: roots)
            stream = bytes
            let place = resumed
            resumed = nil
            guard let place, !place.layers.isEmpty else {
                reader = try opener.open(bytes, name: path)
                return
            }
            reader = try opener.open(bytes, place.layers)
            guard place.part > 0 else { return }
            // What was given before is read once more; what was wrong with it was told before.
            for _ in 0..<place.part { if let text = try reader?.next() { check(text) } }
            log.forget()
        } catch {
            log.note(error)
        }
    }

    /// One word a record is enough.
    private func check(_ text: CorpusText) {
        guard let bytes = text.bytes.baseAddress else { return }
        guard let place = UTF8Check.firstBroken(bytes, text.bytes.count) else { return }
        let here = (file: next, member: member, record: text.record)
        if let broken, broken == here { return }
        broken = here
        log.note(.notUTF8, byte: text.start + place, record: text.record)
    }
}
