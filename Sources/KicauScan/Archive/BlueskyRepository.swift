import Foundation

/// The posts of a Bluesky repository: a CAR file (ipld.io/specs/transport/car/carv1, read 2026-11-27) of DAG-CBOR
/// blocks.
enum BlueskyRepository {
    /// The header is a map that begins with its roots.
    static func begins(_ head: Data) -> Bool {
        var rest = Array(head)[...]
        guard varint(&rest) != nil else { return false }
        return rest.starts(with: [0xA2, 0x65] + Array("roots".utf8))
    }

    static func read(_ file: ArchiveFile, into archive: inout Archive) {
        var rest = Array(file.bytes)[...]
        guard let header = block(&rest), (try? CBOR.read(header)) != nil else {  // no CBOR: not a CAR
            archive.flaws.note(file.name, "is not a CAR file: its header cannot be read.")
            return
        }
        var repository = Blocks()
        while !rest.isEmpty {
            let place = "\(file.name), byte \(rest.startIndex)"
            guard var block = block(&rest) else {
                archive.flaws.note(place, "is where the file was cut short.")
                break
            }
            guard let cid = cid(&block) else {
                archive.flaws.note(place, "is a block without a name.")
                continue
            }
            do {
                repository.take(try CBOR.read(block).value, cid)
            } catch {
                archive.flaws.note(place, "is a block that is not DAG-CBOR.")
            }
        }
        repository.posts.forEach { archive.add($0) }
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 56, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    private static func block(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let count = varint(&rest), count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Version 1: version, codec, kind of hash, its length, the hash.
    private static func cid(_ block: inout ArraySlice<UInt8>) -> [UInt8]? {
        var rest = block
        guard varint(&rest) == 1, varint(&rest) != nil, varint(&rest) != nil, let length = varint(&rest),
            length <= rest.count
        else { return nil }
        rest = rest.dropFirst(length)
        defer { block = rest }
        return Array(block[block.startIndex..<rest.startIndex])
    }

    /// Records do not know their own names; the tree over them does. A CAR may hold either first.
    private struct Blocks {
        private var records: [[UInt8]: (text: String, written: String?)] = [:]
        private var order: [[UInt8]] = []
        private var names: [[UInt8]: String] = [:]
        private var owner: String?

        mutating func take(_ value: CBOR, _ cid: [UInt8]) {
            if value["$type"]?.text == "app.bsky.feed.post" {
                guard let text = value["text"]?.text, records[cid] == nil else { return }
                records[cid] = (text, value["createdAt"]?.text)
                order.append(cid)
            } else if let did = value["did"]?.text, value["rev"] != nil {
                owner = did
            } else if case .list(let entries) = value["e"] {
                name(entries)
            }
        }

        /// A node of the Merkle search tree (atproto.com/specs/repository, read 2026-11-27): `p` bytes of the key
        /// before, then `k`.
        private mutating func name(_ entries: [CBOR]) {
            var key: [UInt8] = []
            for entry in entries {
                guard case .integer(let kept) = entry["p"], case .bytes(let rest) = entry["k"],
                    case .link(let cid) = entry["v"], kept >= 0, kept <= key.count
                else { return }
                key = key.prefix(Int(kept)) + rest
                names[cid] = String(decoding: key, as: UTF8.self)
            }
        }

        var posts: [ArchivePost] {
            order.enumerated().compactMap { number, cid in
                guard let record = records[cid] else { return nil }
                let key = names[cid]?.split(separator: "/").last.map(String.init)
                let url = owner.flatMap { owner in key.map { "https://bsky.app/profile/\(owner)/post/\($0)" } }
                return ArchivePost(
                    id: key ?? "\(number + 1)", text: record.text,
                    writtenMS: record.written.flatMap(WrittenDate.ms), url: url)
            }
        }
    }
}
