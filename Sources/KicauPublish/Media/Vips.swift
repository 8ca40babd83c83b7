import CVips
import KicauCore

/// Pictures in files: probed, kept without metadata, fitted for a network.
///
/// Each function works on the calling thread until it is done, so call it off the cooperative pool.
enum Pictures {
    /// Makes libvips ready; the other functions see to it themselves, with the first picture.
    ///
    /// Not at the start of the program: it loads readers for dozens of formats, and a server that waits needs none.
    static func start() throws(Problem) {
        guard isReady else {
            throw Problem(
                .broken, "The picture library did not start.",
                do: "Reinstall libvips (Debian: libvips42), then start again.",
                cause: Vips.why()
            )
        }
    }

    /// Two threads a picture: uploads come one at a time, and the machine has other work.
    private static let isReady = kicau_vips_start(2) == 0
}

/// What libvips is asked for, in our types and with our sentences.
enum Vips {
    struct Header {
        let width: Int
        let height: Int
        let frames: Int
        let orientation: Int
        let hasAlpha: Bool
        let isRGBOrGrey: Bool
        /// More than 8 bits of each colour.
        let isDeep: Bool
        let hasProfile: Bool
        let hasTags: Bool
    }

    static func header(_ path: String, _ format: PictureFormat) throws(Problem) -> Header {
        try Pictures.start()
        var header = kicau_picture_header()
        guard kicau_vips_header(path, format.forVips, &header) == 0 else { throw unreadable(format) }
        return Header(
            width: Int(header.width), height: Int(header.height), frames: Int(header.frames),
            orientation: Int(header.orientation), hasAlpha: header.has_alpha != 0,
            isRGBOrGrey: header.is_rgb_or_grey != 0, isDeep: header.is_deep != 0,
            hasProfile: header.has_profile != 0, hasTags: header.has_tags != 0
        )
    }

    /// A longer one is a table of colours, and of such a one its beginning says enough.
    private static let mostOfProfile = 1 << 16

    static func profile(of path: String, _ format: PictureFormat) throws(Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: mostOfProfile)
        let count = kicau_vips_profile(path, format.forVips, &bytes, bytes.count)
        guard count >= 0 else { throw unreadable(format) }
        return Array(bytes.prefix(count))
    }

    /// Decodes all of it once, to find what is cut off or damaged.
    static func decode(_ path: String, _ format: PictureFormat) throws(Problem) {
        try Pictures.start()
        guard kicau_vips_decode(path, format.forVips) == 0 else { throw damaged(cause: why()) }
    }

    /// - Parameter profile: the file of a profile, for a picture that has none of its own.
    static func make(
        _ source: String, _ format: PictureFormat, as target: String, _ recipe: Recipe, profile: String? = nil
    ) throws(Problem) {
        try Pictures.start()
        var order = kicau_picture_recipe()
        order.source_format = format.forVips
        order.target_format = recipe.format.forVips
        order.whole_width = Int32(clamping: recipe.whole.width)
        order.whole_height = Int32(clamping: recipe.whole.height)
        order.left = Int32(clamping: recipe.corner.left)
        order.top = Int32(clamping: recipe.corner.top)
        order.width = Int32(clamping: recipe.part.width)
        order.height = Int32(clamping: recipe.part.height)
        order.canvas_width = Int32(clamping: recipe.canvas.width)
        order.canvas_height = Int32(clamping: recipe.canvas.height)
        order.all_frames = recipe.frames == .all ? 1 : 0
        order.flatten = recipe.format.holdsAlpha ? 0 : 1
        order.quality = Int32(clamping: recipe.quality)
        guard kicau_vips_make(source, target, profile, &order) == 0 else {
            let cause = why()
            guard !cause.contains("write") else {
                throw Problem(
                    .diskFull, "The picture could not be written.", do: "Make room on the disk, then try again.",
                    cause: cause
                )
            }
            throw damaged(cause: cause)
        }
    }

    static func damaged(cause: String) -> Problem {
        Problem(
            .notAPicture, "This picture is damaged or cut off.", do: "Open it, save it again, and upload that copy.",
            cause: cause
        )
    }

    private static func unreadable(_ format: PictureFormat) -> Problem {
        switch format {
        case .jpeg, .png, .gif, .webp: damaged(cause: why())
        case .heic:
            Problem(
                .notAPicture, "This HEIC picture cannot be read here.",
                do:
                    "Save it as JPEG and upload that, or install a HEIC decoder (libheif-plugin-libde265).",
                cause: why()
            )
        case .avif:
            Problem(
                .notAPicture, "This AVIF picture cannot be read here.", do: "Save it as JPEG and upload that.",
                cause: why())
        }
    }

    static func why() -> String {
        var words = [CChar](repeating: 0, count: 2000)
        kicau_vips_why(&words, words.count)
        return String(decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension PictureFormat {
    fileprivate var forVips: kicau_picture_format {
        switch self {
        case .jpeg: KICAU_JPEG
        case .png: KICAU_PNG
        case .gif: KICAU_GIF
        case .webp: KICAU_WEBP
        case .heic, .avif: KICAU_HEIF
        }
    }
}
