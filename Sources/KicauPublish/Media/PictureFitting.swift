import Foundation
import KicauCore

extension Pictures {
    /// Writes the copy we keep: upright, in colours a browser shows, with nothing in it but the picture.
    ///
    /// JPEG, PNG, GIF and WebP keep their type and, unless they are turned or in CMYK, each pixel and profile.
    /// HEIC and AVIF become JPEG, or PNG where there is transparency.
    /// - Throws: `Problem` `.notAPicture` or `.pictureTooLarge`; then nothing is left at `target`.
    @discardableResult
    static func keep(_ source: String, as target: String) throws(Problem) -> Probed {
        let picture = try probe(source)
        try Vips.decode(source, picture.format)
        return try leavingNothing(at: target) { () throws(Problem) in
            if picture.format.isAlwaysMadeAnew || picture.isTurned || picture.needsColourChange {
                return try make(source, picture.format, as: target, again(picture))
            }
            try clean(source, picture.format, to: target)
            return try probe(target)
        }
    }

    /// The same picture, encoded anew with as little loss as can be.
    private static func again(_ picture: Probed) -> Recipe {
        Recipe(
            format: picture.format.isAlwaysMadeAnew ? (picture.hasAlpha ? .png : .jpeg) : picture.format,
            whole: picture.size,
            frames: picture.moves ? .all : .first, quality: 95
        )
    }

    /// Writes what a network takes of a kept picture: a plain copy when it fits, else the best that does.
    ///
    /// Ratios are met by cutting to the middle, or to what `framing` says; where the type has no transparency, the picture is put on white.
    /// - Throws: `Problem` `.notAPicture` or `.pictureTooLarge`; then nothing is left at `target`.
    @discardableResult
    static func fit(
        _ source: String, to target: String, _ fit: PictureFit, keeping framing: Framing? = nil
    ) throws(Problem) -> Probed {
        let picture = try probe(source)
        return try leavingNothing(at: target) { () throws(Problem) in
            switch FittingPlan(for: picture, fit, keeping: framing) {
            case .asItIs:
                try clean(source, picture.format, to: target)
                return try probe(target)
            case .tries(let recipes):
                for recipe in recipes {
                    let made = try make(source, picture.format, as: target, recipe)
                    if FittingPlan.fits(made, fit) { return made }
                }
                throw Problem(
                    .pictureTooLarge, "This picture cannot be made small enough: \(fit.maxBytes) bytes are the most.",
                    do: "Use a smaller or simpler picture."
                )
            case .impossible:
                throw Problem(
                    .notAPicture, "This network takes none of the picture types we can make.",
                    do: "Post without the picture there.", cause: fit.types.joined(separator: ", ")
                )
            }
        }
    }

    /// A small still picture for lists: JPEG, or PNG where there is transparency. Never larger than the picture itself.
    @discardableResult
    static func thumbnail(_ source: String, to target: String, width: Int) throws(Problem) -> Probed {
        let picture = try probe(source)
        let narrow = min(max(1, width), picture.width)
        let size = PixelSize(width: narrow, height: max(1, picture.height * narrow / picture.width))
        return try leavingNothing(at: target) { () throws(Problem) in
            let recipe = Recipe(
                format: picture.hasAlpha ? .png : .jpeg, whole: size, frames: .first, quality: 80
            )
            return try make(source, picture.format, as: target, recipe)
        }
    }

    /// Encoders have their own mind: libvips 8.14 writes EXIF into a WebP although it is told not to.
    private static func make(
        _ source: String, _ format: PictureFormat, as target: String, _ recipe: Recipe
    ) throws(Problem) -> Probed {
        let profile = try profileFile(for: source, format, beside: target)
        defer { if let profile { unlink(profile) } }
        try Vips.make(source, format, as: target, recipe, profile: profile)
        let made = try probe(target)
        guard made.hasMetadata else { return made }
        let rough = target + ".rough"
        defer { try? FileManager.default.removeItem(atPath: rough) }  // it may never have come to be
        do {
            try FileManager.default.moveItem(atPath: target, toPath: rough)
        } catch {
            throw unwritten(error)
        }
        try clean(rough, made.format, to: target)
        return try probe(target)
    }

    /// What the file says of its colours, as the profile that libvips would have to be given; nil: nothing to say.
    private static func profileFile(
        for source: String, _ format: PictureFormat, beside target: String
    ) throws(Problem) -> String? {
        guard let said = PictureColour.said(by: try contents(of: source), format),
            let bytes = ICCProfile.bytes(for: said)
        else { return nil }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: target + ".icc"))
        } catch {
            throw unwritten(error)
        }
        return target + ".icc"
    }

    private static func clean(_ source: String, _ format: PictureFormat, to target: String) throws(Problem) {
        let data = try contents(of: source)
        let cleaning = try Cleaning(of: data, format)
        do {
            try cleaning.write(to: target)
        } catch {
            throw unwritten(error)
        }
    }

    private static func unwritten(_ error: any Error) -> Problem {
        Problem(
            .diskFull, "The picture could not be written.", do: "Make room on the disk, then try again.",
            cause: String(describing: error)
        )
    }

    private static func leavingNothing(
        at target: String, _ make: () throws(Problem) -> Probed
    ) throws(Problem) -> Probed {
        do {
            return try make()
        } catch {
            try? FileManager.default.removeItem(atPath: target)  // there may be nothing to remove
            throw error
        }
    }
}
