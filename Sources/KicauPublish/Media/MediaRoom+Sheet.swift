import Foundation
import KicauCore

extension MediaRoom {
    /// What stands for a document in lists: documents are not drawn here.
    func sheet() async throws -> String {
        let path = "\(folder)/thumbnails/document.svg"
        if !MediaRoom.isHere(path) {
            try await make(path) { try Data(MediaRoom.sheetPicture.utf8).write(to: URL(fileURLWithPath: $0)) }
        }
        return path
    }

    private static let sheetPicture = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">\
        <rect width="96" height="96" fill="#eef0f3"/>\
        <path d="M30 16h26l14 14v50H30z" fill="#fff" stroke="#5b6472" stroke-width="3" stroke-linejoin="round"/>\
        <path d="M56 16v14h14M38 44h24M38 54h24M38 64h16" fill="none" stroke="#5b6472" stroke-width="3"/></svg>
        """
}
