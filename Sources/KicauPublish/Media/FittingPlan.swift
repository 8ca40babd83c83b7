import KicauCore

/// One way to make a picture: upright, the whole scaled to `whole`, a `part` of it cut out, in sRGB.
struct Recipe: Sendable, Hashable {
    enum Frames: Sendable { case first, all }

    let format: PictureFormat
    let whole: PixelSize
    let part: PixelSize
    /// Where the part begins in the whole.
    let corner: PixelPlace
    /// The part lies in the middle of so much white; the part's own size: there is none.
    let canvas: PixelSize
    let frames: Frames
    /// 1 to 100; PNG and GIF have none.
    let quality: Int

    init(
        format: PictureFormat, whole: PixelSize, part: PixelSize? = nil,
        corner: PixelPlace = PixelPlace(left: 0, top: 0),
        canvas: PixelSize? = nil, frames: Frames, quality: Int
    ) {
        self.format = format
        self.whole = whole
        self.part = part ?? whole
        self.corner = corner
        self.canvas = canvas ?? self.part
        self.frames = frames
        self.quality = quality
    }
}

struct PixelPlace: Sendable, Hashable {
    let left: Int
    let top: Int
}

/// What has to happen to a picture before a network takes it. Pure: the hands are in PictureFitting.
enum FittingPlan: Hashable {
    /// It fits as it is.
    case asItIs
    /// Try these in turn, the best first, until one is small enough in bytes.
    case tries([Recipe])
    /// The network takes no type that we can write.
    case impossible

    init(for picture: Probed, _ fit: PictureFit, keeping framing: Framing? = nil) {
        guard !Self.fits(picture, fit) else {
            self = .asItIs
            return
        }
        let taken = fit.types.compactMap(PictureFormat.init(mimeType:)).filter { !$0.isAlwaysMadeAnew }
        guard let format = Self.target(for: picture, from: taken) else {
            self = .impossible
            return
        }
        let canBeJPEG = taken.contains(.jpeg) && !picture.hasAlpha
        self = .tries(Self.tries(format, orJPEG: canBeJPEG, for: picture, fit, framing))
    }

    static func fits(_ picture: Probed, _ fit: PictureFit) -> Bool {
        let types = fit.types.compactMap(PictureFormat.init(mimeType:))
        let size = picture.size
        return types.contains(picture.format) && picture.bytes <= fit.maxBytes && size.width <= fit.maxWidth
            && size.height <= fit.maxHeight && cut(size, fit) == size && !picture.isTurned && !picture.needsColourChange
            && !picture.isBeyondSRGB
    }

    /// Its own type if the network takes it; else one that keeps what the picture has; else the network's favourite.
    private static func target(for picture: Probed, from taken: [PictureFormat]) -> PictureFormat? {
        // A GIF has 256 colours: what stands still need not be one, and its scaled copy would show it.
        let taken = picture.moves ? taken : taken.filter { $0 != .gif } + taken.filter { $0 == .gif }
        if taken.contains(picture.format), picture.format != .gif || picture.moves { return picture.format }
        if picture.format == .gif, taken.contains(.png) { return .png }
        if picture.hasAlpha, let clear = taken.first(where: { $0.holdsAlpha && $0 != .gif }) { return clear }
        return taken.first
    }

    private static let qualities = [90, 82, 74]
    /// In thousandths of the full length; each has about 70 % of the pixels of the one before.
    private static let shrinkings = [840, 705, 592, 497, 417, 350, 294, 247, 207, 174]

    /// Quality goes down first, because few see it; then the size.
    private static func tries(
        _ format: PictureFormat, orJPEG: Bool, for picture: Probed, _ fit: PictureFit, _ framing: Framing?
    ) -> [Recipe] {
        func recipe(_ format: PictureFormat, _ quality: Int, shrunkTo thousandths: Int = 1000) -> Recipe {
            framing == .whole
                ? letterboxed(format, quality, shrunkTo: thousandths, for: picture, fit)
                : cropped(format, quality, shrunkTo: thousandths, for: picture, fit, framing)
        }
        switch format {
        case .jpeg, .webp:
            return qualities.map { recipe(format, $0) } + shrinkings.map { recipe(format, 74, shrunkTo: $0) }
        case .png, .gif, .heic, .avif:
            let smaller =
                orJPEG && !picture.moves
                ? qualities.map { recipe(.jpeg, $0) } + shrinkings.map { recipe(.jpeg, 74, shrunkTo: $0) }
                : shrinkings.map { recipe(format, 100, shrunkTo: $0) }
            return [recipe(format, 100)] + smaller
        }
    }

    private static func cropped(
        _ format: PictureFormat, _ quality: Int, shrunkTo thousandths: Int, for picture: Probed, _ fit: PictureFit,
        _ framing: Framing?
    ) -> Recipe {
        let whole = scaled(picture.size, by: ratio(cut(picture.size, fit), within: fit), thousandths)
        let ratioed = cut(whole, fit)
        let part = PixelSize(width: min(ratioed.width, fit.maxWidth), height: min(ratioed.height, fit.maxHeight))
        let keepsMoving = picture.moves && format.holdsMovement && part == whole
        return Recipe(
            format: format, whole: whole, part: part, corner: corner(of: part, in: whole, framing),
            frames: keepsMoving ? .all : .first, quality: quality)
    }

    /// All of it, on as little white as the network's ratios ask for.
    private static func letterboxed(
        _ format: PictureFormat, _ quality: Int, shrunkTo thousandths: Int, for picture: Probed, _ fit: PictureFit
    ) -> Recipe {
        let whole = scaled(picture.size, by: ratio(padded(picture.size, fit), within: fit), thousandths)
        let canvas = padded(whole, fit)
        let keepsMoving = picture.moves && format.holdsMovement && canvas == whole
        return Recipe(
            format: format, whole: whole, canvas: canvas, frames: keepsMoving ? .all : .first, quality: quality)
    }

    private static func scaled(_ size: PixelSize, by ratio: (Int, Int), _ thousandths: Int) -> PixelSize {
        func length(_ length: Int) -> Int { max(1, length * ratio.0 * thousandths / (ratio.1 * 1000)) }
        return PixelSize(width: length(size.width), height: length(size.height))
    }

    private static func corner(of part: PixelSize, in whole: PixelSize, _ framing: Framing?) -> PixelPlace {
        let (wide, high) = (whole.width - part.width, whole.height - part.height)
        return switch framing {
        case .top: PixelPlace(left: wide / 2, top: 0)
        case .bottom: PixelPlace(left: wide / 2, top: high)
        case .left: PixelPlace(left: 0, top: high / 2)
        case .right: PixelPlace(left: wide, top: high / 2)
        // As Mastodon's own pages lay a cut: by how far along each side the point is.
        case .around(let point):
            PixelPlace(left: wide * (1000 + point.x) / 2000, top: high * (1000 - point.y) / 2000)
        case .whole, nil: PixelPlace(left: wide / 2, top: high / 2)
        }
    }

    /// The smallest canvas around a picture whose ratio the network takes.
    static func padded(_ size: PixelSize, _ fit: PictureFit) -> PixelSize {
        if let most = fit.maxRatioMilli, size.width * 1000 > size.height * most {
            return PixelSize(width: size.width, height: (size.width * 1000 + most - 1) / most)
        }
        if let least = fit.minRatioMilli, size.width * 1000 < size.height * least {
            return PixelSize(width: (size.height * least + 999) / 1000, height: size.height)
        }
        return size
    }

    /// How far the part has to shrink to be within the network's lengths, as a fraction.
    private static func ratio(_ part: PixelSize, within fit: PictureFit) -> (Int, Int) {
        let byWidth = (min(part.width, fit.maxWidth), part.width)
        let byHeight = (min(part.height, fit.maxHeight), part.height)
        return byWidth.0 * byHeight.1 <= byHeight.0 * byWidth.1 ? byWidth : byHeight
    }

    /// The largest part whose ratio the network takes.
    static func cut(_ size: PixelSize, _ fit: PictureFit) -> PixelSize {
        if let most = fit.maxRatioMilli, size.width * 1000 > size.height * most {
            return PixelSize(width: max(1, size.height * most / 1000), height: size.height)
        }
        if let least = fit.minRatioMilli, least > 0, size.width * 1000 < size.height * least {
            return PixelSize(width: size.width, height: max(1, size.width * 1000 / least))
        }
        return size
    }
}

extension Probed {
    var moves: Bool { frames > 1 }
}
