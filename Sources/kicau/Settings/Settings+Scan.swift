import Foundation
import KicauCore

extension Settings {
    /// More are no longer kept apart by people.
    private static let mostScanFolders = 20
    /// A hundred years; more is for ever.
    private static let mostScanReportDays = 36_500

    /// "/srv/corpora,/mnt/crawl": absolute paths with commas between. They need not be there yet.
    static func scanFolders(_ text: String) throws(Problem) -> [String] {
        var paths: [String] = []
        for piece in text.split(separator: ",") {
            var path = piece.trimmingCharacters(in: .whitespaces)
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            guard path.hasPrefix("/"), path != "/", !path.split(separator: "/").contains("..") else {
                throw bad(
                    .scanFolders, text,
                    "Write whole paths such as /srv/corpora, with commas between; the whole disk is none.")
            }
            if !paths.contains(path) { paths.append(path) }
        }
        guard paths.count <= mostScanFolders else {
            throw bad(.scanFolders, text, "Name \(mostScanFolders) folders at most.")
        }
        return paths
    }

    /// Whole days; "0" is for ever.
    static func scanReportStay(_ text: String) throws(Problem) -> Duration? {
        guard let days = Int(text), (0...mostScanReportDays).contains(days) else {
            throw bad(
                .scanReportDays, text, "Set it to a number of days from 1 to \(mostScanReportDays), or to 0 for ever.")
        }
        return days == 0 ? nil : .days(days)
    }
}
