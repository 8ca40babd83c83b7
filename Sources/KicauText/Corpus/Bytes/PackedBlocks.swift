/// Where members or frames of a compressed file begin, as far back as whoever reads it may still be.
struct PackedBlocks {
    private struct Block {
        let packed: Int
        let unpacked: Int
    }

    /// Members can be as small as a record; so many need not be told apart.
    private static let spacing = 1 << 16
    /// With the spacing this covers more than a reader looks ahead.
    private static let kept = 512

    private var blocks: [Block] = []

    mutating func begin(packed: Int, unpacked: Int) {
        if let last = blocks.last, unpacked - last.unpacked < PackedBlocks.spacing { return }
        blocks.append(Block(packed: packed, unpacked: unpacked))
        // The first stays: from there all can be read again, however long ago the rest was.
        if blocks.count == 2 * PackedBlocks.kept { blocks.removeSubrange(1...PackedBlocks.kept) }
    }

    /// The last that begins before an unpacked byte.
    func layer(_ kind: CorpusKind, before byte: Int) -> Place.Layer? {
        guard let block = blocks.last(where: { $0.unpacked <= byte }) else { return nil }
        return Place.Layer(kind: kind, byte: block.packed, unpacked: block.unpacked, index: 0)
    }
}

/// Stops what unpacks to far more than a text can.
struct BombCheck {
    private static let ratio = 500
    /// Below this even a bomb is read in a moment.
    private static let harmless = 1 << 30

    static func check(packed: Int, unpacked: Int) throws(CorpusFlaw) {
        guard unpacked > harmless, unpacked / ratio > packed else { return }
        throw .bomb
    }
}
