import KicauCore

/// Documents, which readers leaf through: learn.microsoft.com, Documents API, read 2026-09-01.
extension LinkedIn {
    static let maxDocumentBytes = Fact(100_000_000, from: "learn.microsoft.com, Documents API", read: "2026-09-01")
    static let maxDocumentPages = Fact(300, from: "learn.microsoft.com, Documents API", read: "2026-09-01")
    static let documents = DocumentRules(maxBytes: maxDocumentBytes.value, maxPages: maxDocumentPages.value)

    static func broken(documentsIn part: Outline.Part, at index: Int) -> [RuleBroken] {
        guard let document = part.media.first(where: \.isDocument) else { return [] }
        var broken: [RuleBroken] = []
        if part.media.count > 1 {
            broken.append(
                .init(
                    "LinkedIn shows a document by itself; part \(index + 1) has more than that.",
                    do: "Take out the document, or what is beside it.", part: index))
        }
        if document.alt.allSatisfy(\.isWhitespace) {
            broken.append(
                .init(
                    "On LinkedIn a document has a title, and that in part \(index + 1) has none.",
                    do: "Write its title.", part: index))
        }
        if document.bytes > documents.maxBytes {
            broken.append(
                .init(
                    "The document has \(document.bytes) bytes; LinkedIn takes \(documents.maxBytes).",
                    do: "Make it smaller, and upload it again.", part: index))
        }
        if let pages = document.pages, pages > documents.maxPages {
            broken.append(
                .init(
                    "The document has \(pages) pages; LinkedIn takes \(documents.maxPages).",
                    do: "Leave some out, and upload it again.", part: index))
        }
        return broken
    }
}
