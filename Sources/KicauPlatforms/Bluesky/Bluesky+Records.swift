import KicauCore

/// The records of a rendition, as they are sent.
extension Bluesky {
    static func key(of number: Int, _ errand: Errand) -> String {
        errand.rendition.parts[number].frozen["rkey"]?.string ?? ""
    }

    static func address(of number: Int, _ errand: Errand) -> String {
        "at://\(errand.signedIn.account.remoteID)/\(collection)/\(key(of: number, errand))"
    }

    /// The very record that is sent; nil while the parts before it are not known.
    static func record(_ errand: Errand) -> JSONValue? { records(errand).first }

    /// The records from this part on, as far as they can be known by now. Each names the one before it by its hash, and a
    /// hash follows from the record alone: so a part need not be out for the next one to be written.
    static func records(_ errand: Errand) -> [JSONValue] {
        let own = errand.step.part
        let isAnswer = errand.rendition.answering != nil
        var root = (errand.rendition.answering ?? errand.progress.receipts[0]).flatMap(BlueskyWire.root)
        var parent = errand.parent.flatMap(BlueskyWire.reference)
        var records: [JSONValue] = []
        for number in own..<errand.rendition.parts.count {
            guard number == own || isPrepared(number, errand) else { break }
            var reply: JSONValue?
            if number > 0 || isAnswer {
                guard let root, let parent else { break }
                reply = ["root": root, "parent": parent]
            }
            guard let record = record(of: number, errand, reply: reply) else { break }
            records.append(record)
            guard let cid = DagCBOR.cid(record) else { break }
            let reference: JSONValue = ["uri": .string(address(of: number, errand)), "cid": .string(cid)]
            root = root ?? reference
            parent = reference
        }
        return records
    }

    /// Nil: what it quotes is not known yet.
    private static func record(of number: Int, _ errand: Errand, reply: JSONValue?) -> JSONValue? {
        let part = errand.rendition.parts[number]
        // A part has one video at most, so these are its captions.
        let captions = errand.prepared("captions", in: number).first
        let pieces = zip(part.media, errand.prepared("upload", in: number)).compactMap {
            BlueskyPiece($0, uploaded: $1, captions: captions)
        }
        let media =
            BlueskyWire.embed(pieces)
            ?? BlueskyWire.external(part.card, thumb: errand.prepared("card", in: number).first?["blob"])
        guard let embed = quoting(number, errand, with: media) else { return nil }
        let people = errand.prepared("mentions", in: number).first?["people"]?.object ?? [:]
        return BlueskyWire.record(part, embed: embed, people: people, reply: reply)
    }

    private static func isPrepared(_ number: Int, _ errand: Errand) -> Bool {
        preparations(for: number, of: errand.rendition).allSatisfy { step in
            errand.progress.prepared.contains { $0.step == step }
        }
    }
}
