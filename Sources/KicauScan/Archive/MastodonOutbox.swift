import Foundation

/// The posts of a Mastodon archive's `outbox.json`: an ActivityStreams collection of what its owner did.
enum MastodonOutbox {
    static func read(_ file: ArchiveFile, into archive: inout Archive) {
        do {
            let outbox = try JSONDecoder().decode(Outbox.self, from: file.bytes)
            for (index, item) in outbox.orderedItems.enumerated() {
                switch item {
                case .bad(let why): archive.flaws.note("\(file.name), entry \(index + 1)", why)
                case .good(let activity): take(activity, &archive)
                }
            }
        } catch {
            archive.flaws.note(file.name, "is not an outbox as Mastodon writes it: it was cut short or changed.")
        }
    }

    private static func take(_ activity: Activity, _ archive: inout Archive) {
        // A boost is an Announce, and its object only an address.
        guard activity.type == "Create", case .note(let note) = activity.object else {
            archive.leftOut += 1
            return
        }
        // What stands behind a content warning is below it; both are the author's words.
        let text = [note.summary.map(HTMLText.text), HTMLText.text(note.content)].compactMap { $0 }
        archive.add(
            ArchivePost(
                id: note.id, text: text.joined(separator: "\n\n"), writtenMS: note.published.flatMap(WrittenDate.ms),
                url: note.url ?? note.id))
    }

    private struct Outbox: Decodable { let orderedItems: [Lenient<Activity>] }

    private struct Activity: Decodable {
        let type: String
        let object: Object
    }

    private enum Object: Decodable {
        case note(Note)
        case address

        init(from decoder: any Decoder) throws {
            if (try? decoder.singleValueContainer().decode(String.self)) != nil {  // not a text: the post itself
                self = .address
            } else {
                self = .note(try Note(from: decoder))
            }
        }
    }

    private struct Note: Decodable {
        let id: String
        let content: String
        let summary: String?
        let published: String?
        let url: String?
    }
}
