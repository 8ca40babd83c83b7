/// A flaw and where it lies.
public struct FoundFlaw: Sendable, Hashable {
    public let flaw: CorpusFlaw
    /// The file, as it was named to the reader.
    public let file: String
    /// The path inside tars; empty outside of them.
    public let member: String
    /// Counted from 0, in what is read: the unpacked bytes of the file or member.
    public let byte: Int?
    /// Counted from 0.
    public let record: Int?

    /// Where it lies, in words.
    public var place: String {
        var place = file
        if !member.isEmpty { place += " (in it \(member))" }
        if let record { place += ", record \(record + 1)" }
        if let byte { place += ", byte \(byte)" }
        return place
    }
}

/// Counts flaws and keeps the first of them.
final class FlawLog {
    /// So many are kept for whoever reads them; all are counted.
    static let kept = 1000

    private(set) var counts: [String: Int] = [:]
    private(set) var found: [FoundFlaw] = []
    var file = ""
    var members: [String] = []

    func note(_ flaw: CorpusFlaw, byte: Int? = nil, record: Int? = nil) {
        counts[flaw.code, default: 0] += 1
        guard found.count < FlawLog.kept else { return }
        found.append(
            FoundFlaw(
                flaw: flaw, file: file, member: members.joined(separator: "!"), byte: byte, record: record))
    }

    /// A flaw that ends a file or member, at the record that would have been next.
    func note(_ flaw: CorpusFlaw, at layer: Place.Layer?) {
        note(flaw, byte: layer?.byte, record: layer?.kind == .tar ? nil : layer?.index)
    }

    func forget() {
        counts = [:]
        found = []
    }

    func take() -> [FoundFlaw] {
        defer { found = [] }
        return found
    }
}
