import Foundation
import KicauCore

/// What a document's file is, as far as it can be told without opening it.
struct DocumentProbe: Sendable, Hashable {
    let bytes: Int
    let pages: Int?
}

/// Documents coming in: PDFs, kept as they are. Nothing in them is ever run or drawn here.
enum Documents {
    static func isPDF(_ firstBytes: [UInt8]) -> Bool { firstBytes.starts(with: "%PDF-".utf8) }

    /// - Throws: `Problem` `.notADocument`, `.uploadTooLarge` or `.dataFolderUnusable`; then nothing is at `target`.
    static func keep(_ source: String, as target: String) throws(Problem) -> DocumentProbe {
        let bytes = try Pictures.size(of: source)
        guard bytes <= MediaRoom.documentLimit else {
            throw Problem(
                .uploadTooLarge,
                "A document may have \(MediaRoom.documentLimit / 1_000_000) MB; this file has more.",
                do: "Make it smaller, then upload it again.")
        }
        let data = try Pictures.contents(of: source)
        guard PDFPages.isWhole(data) else {
            throw Problem(
                .notADocument, "This PDF is cut off: its end is missing.", do: "Export it again, and upload that copy.")
        }
        let probe = DocumentProbe(bytes: bytes, pages: PDFPages.count(in: data))
        do { try FileManager.default.moveItem(atPath: source, toPath: target) } catch { throw MediaRoom.unwritten }
        return probe
    }

    /// Says of files that are no picture, but something we know, what to do instead.
    static func refuse(_ firstBytes: [UInt8]) throws(Problem) {
        // An archive, as .docx and .pptx are, or a file of an older Office.
        let office: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]]
        if office.contains(where: firstBytes.starts) {
            throw Problem(
                .notADocument, "Word and PowerPoint files and archives are not taken.",
                do: "Export it as PDF, and upload that.")
        }
        if CaptionTrack.begins(firstBytes) {
            throw Problem(
                .notAPicture, "This file holds captions.", do: "Add it to its video, as that video's captions.")
        }
    }
}
