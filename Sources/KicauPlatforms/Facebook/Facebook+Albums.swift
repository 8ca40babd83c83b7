import Foundation
import KicauCore

/// A picture that goes into an album of the page. [CG] Album, `photos`, and Page, `albums`; 2026-04-15.
///
/// One picture a post, published as it is uploaded: what becomes of an unpublished picture in an album is written
/// nowhere, and a post of several pictures that each publish themselves would be several. Albums cannot be made by
/// program: the list knows reading alone.
extension Facebook {
    static let albumOption = PostOption(
        "album", "Into this album of the page", .text(most: 300),
        about: "Its address as the browser shows it, or its number. For a post that is one picture.")

    /// Nil: neither a number nor an address that has one.
    static func album(_ chosen: ChosenOptions) -> String? {
        guard let line = chosen["album"]?.trimmingCharacters(in: .whitespaces) else { return nil }
        if line.isDigits { return line }
        let named = line.firstMatch(of: /[?&]set=a\.([0-9]+)|[?&]album_id=([0-9]+)|\/albums\/([0-9]+)/)?.output
        return (named?.1 ?? named?.2 ?? named?.3).map { String($0) }
    }

    static func frozenAlbum(_ chosen: ChosenOptions) -> JSONValue? {
        Format(chosen) == .post ? album(chosen).map(JSONValue.string) : nil
    }

    static func album(of part: RenderedPart) -> String? { part.frozen["album"]?.string }

    func brokenAlbum(_ chosen: ChosenOptions, _ part: Outline.Part, _ format: Format) -> [RuleBroken] {
        guard let line = chosen["album"] else { return [] }
        guard format == .post else {
            return [
                RuleBroken(
                    "A reel or story on Facebook goes into no album.",
                    do: "Leave the album out, or publish it as a post.", part: 0)
            ]
        }
        var broken: [RuleBroken] = []
        if Facebook.album(chosen) == nil {
            broken.append(
                RuleBroken(
                    "\(line) names no album on Facebook.",
                    do: "Open the album on Facebook and copy its address, or leave it out.", part: 0))
        }
        if part.media.count != 1 || part.media.contains(where: \.isVideo) {
            broken.append(
                RuleBroken(
                    "Into an album on Facebook goes one picture a post; this post is not one picture.",
                    do: "Leave one picture in it, or leave the album out.", part: 0))
        }
        return broken
    }
}
