import Foundation

/// The posts of an X data download: `data/tweets.js` and its further parts, each a JavaScript assignment with a JSON
/// array.
enum XDownload {
    static let opening = Data("window.YTD.".utf8)

    static func read(_ file: ArchiveFile, into archive: inout Archive) {
        guard let equals = file.bytes.firstIndex(of: UInt8(ascii: "=")) else {
            archive.flaws.note(file.name, "has no list after its first line.")
            return
        }
        // The other files of a download begin the same way and hold likes, messages and much more that is not theirs to find.
        let title = String(decoding: file.bytes[..<equals], as: UTF8.self)
        guard title.contains(".tweet") || title.contains(".note_tweet") || title.contains(".community_tweet") else {
            return
        }
        do {
            let entries = try JSONDecoder().decode([Lenient<Entry>].self, from: file.bytes[(equals + 1)...])
            for (number, entry) in entries.enumerated() { take(entry, "\(file.name), entry \(number + 1)", &archive) }
        } catch {
            archive.flaws.note(file.name, "is not the list that an X download has: it was cut short or changed.")
        }
    }

    private static func take(_ entry: Lenient<Entry>, _ place: String, _ archive: inout Archive) {
        switch entry {
        case .bad(let why): archive.flaws.note(place, why)
        case .good(let entry):
            if entry.text.hasPrefix("RT @") {
                archive.leftOut += 1
            } else {
                archive.add(
                    ArchivePost(
                        id: entry.id, text: entry.text, writtenMS: entry.written.flatMap(WrittenDate.ms),
                        url: "https://x.com/i/web/status/\(entry.id)"))
            }
        }
    }

    private struct Entry: Decodable {
        let id: String
        let text: String
        let written: String?

        private enum Keys: String, CodingKey { case tweet, noteTweet }

        init(from decoder: any Decoder) throws {
            let entry = try decoder.container(keyedBy: Keys.self)
            if let note = try entry.decodeIfPresent(Note.self, forKey: .noteTweet) {
                (id, text, written) = (note.noteTweetId, HTMLText.unescaped(note.core.text), note.createdAt)
            } else {
                // Downloads of before 2019 have no wrapper round each post.
                let tweet = try entry.decodeIfPresent(Tweet.self, forKey: .tweet) ?? Tweet(from: decoder)
                (id, text, written) = (tweet.id_str, tweet.shown, tweet.created_at)
            }
        }
    }

    private struct Note: Decodable {
        struct Core: Decodable { let text: String }

        let noteTweetId: String
        let createdAt: String?
        let core: Core
    }

    private struct Tweet: Decodable {
        struct Link: Decodable {
            let url: String
            let expanded_url: String?
        }
        struct Entities: Decodable {
            let urls: [Link]?
            let media: [Link]?
        }

        let id_str: String
        let full_text: String
        let created_at: String?
        let entities: Entities?

        /// As people saw it: short links written out, the links that stand for pictures gone, entities undone.
        var shown: String {
            var text = full_text
            for link in entities?.urls ?? [] where !link.url.isEmpty {
                text = text.replacingOccurrences(of: link.url, with: link.expanded_url ?? link.url)
            }
            for link in entities?.media ?? [] where !link.url.isEmpty {
                text = text.replacingOccurrences(of: link.url, with: "")
            }
            let trimmed = text.reversed().drop { $0.isWhitespace }.reversed()
            return HTMLText.unescaped(String(trimmed))
        }
    }
}

/// A member of a list; one that cannot be read does not spoil the others.
enum Lenient<Member: Decodable>: Decodable {
    case good(Member)
    case bad(String)

    init(from decoder: any Decoder) {
        do {
            self = .good(try Member(from: decoder))
        } catch DecodingError.keyNotFound(let key, _) {
            self = .bad("has no \"\(key.stringValue)\".")
        } catch {
            self = .bad("is not a post in the form that its archive has.")
        }
    }
}
