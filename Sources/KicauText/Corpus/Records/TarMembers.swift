/// The files in a tar, each read as what it is.
final class TarMembers: TextReader {
    /// Names and extensions are not longer.
    private static let longestExtension = 1 << 20

    private let stream: any ByteStream
    private let opener: Opener
    private let depth: Int
    private let log: FlawLog
    private var index: Int
    private var member: MemberBytes?
    private var reader: (any TextReader)?
    /// To read on within a member, when a tar is opened again.
    private var inner: [Place.Layer]

    init(_ stream: any ByteStream, _ opener: Opener, depth: Int, index: Int = 0, inner: [Place.Layer] = []) {
        self.stream = stream
        self.opener = opener
        self.depth = depth
        self.index = index
        self.inner = inner
        log = opener.log
    }

    var place: (layers: [Place.Layer], part: Int) {
        if let reader { return reader.place }
        let layer = Place.Layer(kind: .tar, byte: stream.position, unpacked: 0, index: index)
        return (stream.layers(before: stream.position) + [layer], 0)
    }

    func next() throws(CorpusFlaw) -> CorpusText? {
        while true {
            if let reader {
                do throws(CorpusFlaw) {
                    if let text = try reader.next() { return text }
                } catch {
                    log.note(error, at: reader.place.layers.last)
                }
                try leave()
            }
            guard try enter() else { return nil }
        }
    }

    private func leave() throws(CorpusFlaw) {
        reader = nil
        log.members.removeLast()
        if let member { try stream.skip(to: member.paddedEnd) }
        member = nil
        index += 1
    }

    /// False: there is no other.
    private func enter() throws(CorpusFlaw) -> Bool {
        var start = stream.position
        var pax: PaxFields?
        var longName: String?
        while true {
            guard let head = try head() else { return false }
            switch head.kind {
            case .pax: pax = PaxFields(try body(head))
            case .longName: longName = String(decoding: try body(head).prefix { $0 != 0 }, as: UTF8.self)
            case .longLink: _ = try body(head)
            case .file, .sparse, .other:
                let count = pax?.count ?? head.count
                guard count >= 0, count < 1 << 56 else { throw .damaged("a member without a possible size") }
                if head.hasMoreHoles { try skipHoles() }
                let bytes = MemberBytes(
                    stream, count: count,
                    at: Place.Layer(kind: .tar, byte: start, unpacked: 0, index: index))
                member = bytes
                open(bytes, head, pax?.path ?? longName ?? head.path, isSparse: pax?.isSparse == true)
                if reader != nil { return true }
                try leave()
                (start, pax, longName) = (stream.position, nil, nil)
            }
        }
    }

    private func open(_ bytes: MemberBytes, _ head: TarHead, _ name: String, isSparse: Bool) {
        // It is kept with each flaw, so one of a megabyte is not.
        let path = String(decoding: name.utf8.prefix(1024), as: UTF8.self)
        log.members.append(path)
        if head.kind == .sparse || head.kind == .file && isSparse { return log.note(.sparse(path)) }
        guard head.kind == .file, bytes.count > 0 else { return }
        if inner.isEmpty, path.hasPrefix("/") || path.split(separator: "/").contains("..") { log.note(.climbs(path)) }
        do throws(CorpusFlaw) {
            let layers = inner
            inner = []
            reader =
                layers.isEmpty
                ? try opener.open(bytes, name: name, depth: depth + 1)
                : try opener.open(bytes, layers, depth: depth + 1)
        } catch {
            log.note(error)
        }
    }

    /// Nil at the end: two blocks of zeros, or nothing more.
    private func head() throws(CorpusFlaw) -> TarHead? {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: TarHead.size, alignment: 16)
        defer { room.deallocate() }
        let place = stream.position
        let got = try stream.fill(room)
        guard got > 0, !room[..<got].allSatisfy({ $0 == 0 }) else { return nil }
        guard got == TarHead.size else { throw .cutShort }
        guard let head = TarHead(UnsafeRawBufferPointer(room)) else {
            throw .damaged("what stands at byte \(place) is no head of a tar")
        }
        return head
    }

    private func skipHoles() throws(CorpusFlaw) {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: TarHead.size, alignment: 16)
        defer { room.deallocate() }
        repeat {
            guard try stream.fill(room) == TarHead.size else { throw .cutShort }
        } while room[504] == 1
    }

    private func body(_ head: TarHead) throws(CorpusFlaw) -> [UInt8] {
        guard head.count <= TarMembers.longestExtension else { throw .tooLarge("a name of over 1 MiB") }
        let padded = MemberBytes.padded(head.count)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: padded, alignment: 16)
        defer { room.deallocate() }
        guard try stream.fill(room) == padded else { throw .cutShort }
        return Array(room[..<head.count])
    }
}

/// The bytes of one member.
final class MemberBytes: ByteStream {
    private let stream: any ByteStream
    private let began: Int
    let count: Int
    private let layer: Place.Layer

    init(_ stream: any ByteStream, count: Int, at layer: Place.Layer) {
        self.stream = stream
        self.count = count
        self.layer = layer
        began = stream.position
    }

    static func padded(_ count: Int) -> Int { (count + 511) / 512 * 512 }

    /// Where the next head begins.
    var paddedEnd: Int { began + MemberBytes.padded(count) }

    var position: Int { stream.position - began }

    func read(into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) -> Int {
        let wanted = min(room.count, count - position)
        guard wanted > 0 else { return 0 }
        let got = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<wanted]))
        guard got > 0 else { throw .cutShort }
        return got
    }

    func layers(before byte: Int) -> [Place.Layer] { stream.layers(before: layer.byte) + [layer] }
}
