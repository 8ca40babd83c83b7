import Foundation

/// Posts of files that anyone may have made: each an object or a row, whose fields are known by the names they usually
/// have.
enum LoosePosts {
    private static let texts = [
        "full_text", "text", "content", "body", "post", "message", "sharecommentary", "caption", "status",
    ]
    private static let ids = ["id_str", "id", "uri", "url", "sharelink", "link"]
    private static let dates = ["created_at", "createdat", "date", "published", "timestamp", "time"]
    private static let links = ["url", "sharelink", "link", "permalink"]

    static func readLines(_ file: ArchiveFile, into archive: inout Archive) {
        Lines.each(of: file.bytes) { number, line in
            let place = "\(file.name), line \(number)"
            do {
                take(try JSONDecoder().decode(LooseFields.self, from: line), number, place, &archive)
            } catch {
                archive.flaws.note(place, "is not a JSON object.")
            }
        }
    }

    static func readArray(_ file: ArchiveFile, into archive: inout Archive) {
        do {
            let entries = try JSONDecoder().decode([Lenient<LooseFields>].self, from: file.bytes)
            for (index, entry) in entries.enumerated() {
                let place = "\(file.name), entry \(index + 1)"
                switch entry {
                case .good(let fields): take(fields, index + 1, place, &archive)
                case .bad: archive.flaws.note(place, "is not a JSON object.")
                }
            }
        } catch {
            archive.flaws.note(file.name, "is not a JSON list: it was cut short or changed.")
        }
    }

    static func readTable(_ file: ArchiveFile, into archive: inout Archive) {
        var rows = CSVRows(file.bytes)
        guard let titles = rows.next() else { return }
        // A column has the name of its title, whatever its case and the spaces round it.
        let names = titles.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        guard texts.contains(where: names.contains) else {
            archive.flaws.note(file.name, "has no column named text, content, body or post.")
            return
        }
        while let row = rows.next() {
            let place = "\(file.name), line \(rows.line)"
            guard row.count > 1 || names.count == 1 else {
                archive.flaws.note(place, "has one cell where there should be \(names.count).")
                continue
            }
            var fields = LooseFields(zip(names, row).reduce(into: [:]) { $0[$1.0] = $1.1 })
            if let comment = fields.values["sharecommentary"] {
                fields.values["sharecommentary"] = CSVRows.withoutOddQuotes(comment)
            }
            take(fields, rows.line, place, &archive)
        }
        if rows.isCutShort { archive.flaws.note(file.name, "ends inside a quoted cell.") }
    }

    private static func take(_ fields: LooseFields, _ number: Int, _ place: String, _ archive: inout Archive) {
        guard let text = fields.first(of: texts) else {
            archive.flaws.note(place, "has no field named text, content, body or post.")
            return
        }
        archive.add(
            ArchivePost(
                id: fields.first(of: ids) ?? "\(number)",
                text: text.hasPrefix("<p") ? HTMLText.text(text) : text,
                writtenMS: fields.first(of: dates).flatMap(WrittenDate.ms),
                url: fields.first(of: links).flatMap { $0.hasPrefix("http") ? $0 : nil }))
    }
}

/// The texts and numbers of an object by their names in lower case; what is neither is passed over.
struct LooseFields: Decodable {
    var values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: AnyKey.self)
        values = [:]
        for key in object.allKeys {
            if let text = try? object.decode(String.self, forKey: key) {  // not a text: a number, or passed over
                values[key.stringValue.lowercased()] = text
            } else if let number = try? object.decode(Int64.self, forKey: key) {  // neither: passed over
                values[key.stringValue.lowercased()] = "\(number)"
            }
        }
    }

    func first(of names: [String]) -> String? {
        for name in names { if let value = values[name], !value.isEmpty { return value } }
        return nil
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}
