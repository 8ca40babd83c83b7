/// What the columns of a file may take together. Each page has its limit, but there may be thousands of columns.
final class PageBudget {
    private static let most = 256 << 20

    private let packed: Int
    private var held = 0
    private var values = 0

    /// - Parameter packed: how many bytes the file has.
    init(packed: Int) { self.packed = packed }

    func hold(_ bytes: Int) throws(CorpusFlaw) {
        guard held + bytes <= PageBudget.most else { throw .tooLarge("pages of over 256 MiB at a time") }
        held += bytes
    }

    func release(_ bytes: Int) { held -= bytes }

    /// A page may state two thousand million values in a few bytes; each costs time.
    func count(_ stated: Int) throws(CorpusFlaw) {
        values += stated
        try BombCheck.check(packed: packed, unpacked: values)
    }
}
