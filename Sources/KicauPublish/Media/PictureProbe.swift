import Foundation
import KicauCore

/// What a picture file is, as a reader would see it.
struct Probed: Sendable, Hashable {
    let format: PictureFormat
    /// Upright: after the rotation its EXIF asks for.
    let size: PixelSize
    let frames: Int
    let bytes: Int
    let hasAlpha: Bool
    /// EXIF, XMP, IPTC, comments, thumbnails, or anything else that is not the picture itself.
    let hasMetadata: Bool
    /// EXIF orientation 2 to 8: the pixels are not stored as they are shown.
    let isTurned: Bool
    /// CMYK and the like, which browsers and networks show wrongly.
    let needsColourChange: Bool
    /// Its numbers are not sRGB's of 8 bits: networks make that of it, each in its own way or not at all.
    let isBeyondSRGB: Bool

    var mimeType: String { format.mimeType }
    var width: Int { size.width }
    var height: Int { size.height }
    /// How long it runs is nobody's business: it begins anew.
    var motion: Motion? { moves ? Motion(milliseconds: 0, milliFPS: 0, frames: frames) : nil }
}

struct PixelSize: Sendable, Hashable {
    let width: Int
    let height: Int
}

extension Pictures {
    /// One frame's pixels. More is more than any network shows, and a few bytes can claim to be millions.
    static let maxPixels = 100_000_000
    /// A moving picture's pixels, all frames together.
    static let maxPixelsOfAllFrames = 400_000_000
    static let maxFrames = 2000

    /// Reads what a file is by its bytes: the header only, so that a bomb is refused before it goes off.
    /// - Throws: `Problem` `.notAPicture` or `.pictureTooLarge`.
    static func probe(_ path: String) throws(Problem) -> Probed {
        let format = try format(of: path)
        let header = try Vips.header(path, format)
        try checkSize(header)
        let isTurned = header.orientation > 1
        let swaps = header.orientation >= 5
        return Probed(
            format: format,
            size: PixelSize(
                width: swaps ? header.height : header.width, height: swaps ? header.width : header.height
            ),
            frames: header.frames,
            bytes: try size(of: path),
            hasAlpha: header.hasAlpha,
            hasMetadata: try hasMetadata(path, format, header),
            isTurned: isTurned,
            needsColourChange: !header.isRGBOrGrey,
            isBeyondSRGB: try isBeyondSRGB(path, format, header)
        )
    }

    private static func format(of path: String) throws(Problem) -> PictureFormat {
        guard let format = PictureFormat(firstBytes: try firstBytes(of: path)) else {
            throw Problem(
                .notAPicture, "This file is neither a picture nor a video we know.",
                do: "Upload a JPEG, PNG, GIF, WebP, HEIC or AVIF picture, or an MP4, MOV or WebM video."
            )
        }
        return format
    }

    /// Enough of a file to tell its kind.
    static func firstBytes(of path: String) throws(Problem) -> [UInt8] {
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let first = try file.read(upToCount: PictureFormat.sniffed) ?? Data()
            try file.close()
            return Array(first)
        } catch {
            throw unopened(error)
        }
    }

    private static func checkSize(_ header: Vips.Header) throws(Problem) {
        let pixels = header.width.multipliedReportingOverflow(by: header.height)
        guard !pixels.overflow, pixels.partialValue <= maxPixels else {
            throw Problem(
                .pictureTooLarge,
                "This picture has \(header.width) by \(header.height) pixels: too many.",
                do: "Make it smaller than \(maxPixels / 1_000_000) million pixels, then upload it again."
            )
        }
        guard header.frames <= maxFrames, pixels.partialValue * header.frames <= maxPixelsOfAllFrames else {
            throw Problem(
                .pictureTooLarge, "This moving picture has too many frames for its size (\(header.frames)).",
                do: "Shorten it or make it smaller, then upload it again."
            )
        }
    }

    private static func isBeyondSRGB(
        _ path: String, _ format: PictureFormat, _ header: Vips.Header
    ) throws(Problem) -> Bool {
        if header.isDeep { return true }
        if header.hasProfile { return !ICCProfile.isSRGB(try Vips.profile(of: path, format)) }
        return PictureColour.said(by: try contents(of: path), format) != nil
    }

    private static func hasMetadata(
        _ path: String, _ format: PictureFormat, _ header: Vips.Header
    ) throws(Problem) -> Bool {
        guard !format.isAlwaysMadeAnew else { return header.hasTags }
        return try Cleaning(of: contents(of: path), format).dropsAnything
    }

    static func contents(of path: String) throws(Problem) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw unopened(error)
        }
    }

    static func size(of path: String) throws(Problem) -> Int {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
            return size?.intValue ?? 0
        } catch {
            throw unopened(error)
        }
    }

    private static func unopened(_ error: any Error) -> Problem {
        Problem(
            .notFound, "The picture's file could not be opened.", do: "Upload the picture again.",
            cause: String(describing: error)
        )
    }
}
