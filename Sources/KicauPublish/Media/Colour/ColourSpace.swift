import Foundation

/// What numbers mean as colours: where their primaries lie, and how light grows with them.
struct ColourSpace: Sendable, Hashable {
    let primaries: ColourPrimaries
    let transfer: ColourTransfer

    static let sRGB = ColourSpace(primaries: .bt709, transfer: .sRGB)

    /// From code points of ITU-T H.273 (07/2021, tables 2 and 3), as cICP and nclx name them. Nil: of a kind we do not know.
    init?(primaries: Int, transfer: Int) {
        guard let primaries = ColourPrimaries(code: primaries), let transfer = ColourTransfer(code: transfer) else {
            return nil
        }
        self.init(primaries: primaries, transfer: transfer)
    }

    init(primaries: ColourPrimaries, transfer: ColourTransfer) {
        self.primaries = primaries
        self.transfer = transfer
    }
}

/// Chromaticities, CIE 1931.
struct ColourPrimaries: Sendable, Hashable {
    struct Place: Sendable, Hashable {
        let x: Double
        let y: Double

        func isNear(_ other: Place) -> Bool { abs(x - other.x) < 0.003 && abs(y - other.y) < 0.003 }
    }

    let white: Place
    let red: Place
    let green: Place
    let blue: Place

    private static let d65 = Place(x: 0.3127, y: 0.3290)

    static let bt709 = ColourPrimaries(d65, (0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
    static let bt470bg = ColourPrimaries(d65, (0.640, 0.330), (0.290, 0.600), (0.150, 0.060))
    static let bt601 = ColourPrimaries(d65, (0.630, 0.340), (0.310, 0.595), (0.155, 0.070))
    static let bt2020 = ColourPrimaries(d65, (0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
    static let cinemaP3 = ColourPrimaries(Place(x: 0.314, y: 0.351), (0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
    static let displayP3 = ColourPrimaries(d65, (0.680, 0.320), (0.265, 0.690), (0.150, 0.060))

    private init(
        _ white: Place, _ red: (Double, Double), _ green: (Double, Double), _ blue: (Double, Double)
    ) {
        self.init(
            white: white, red: Place(x: red.0, y: red.1), green: Place(x: green.0, y: green.1),
            blue: Place(x: blue.0, y: blue.1))
    }

    init(white: Place, red: Place, green: Place, blue: Place) {
        self.white = white
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Table 2 of H.273; what is not said (2) is what everybody takes it for.
    fileprivate init?(code: Int) {
        switch code {
        case 1, 2: self = .bt709
        case 5: self = .bt470bg
        case 6, 7: self = .bt601
        case 9: self = .bt2020
        case 11: self = .cinemaP3
        case 12: self = .displayP3
        default: return nil
        }
    }

    /// Are they the same to the eye? Files give five digits or fewer of them.
    func isNear(_ other: ColourPrimaries) -> Bool {
        white.isNear(other.white) && red.isNear(other.red) && green.isNear(other.green) && blue.isNear(other.blue)
    }
}

/// How much light a number from 0 to 1 stands for.
enum ColourTransfer: Sendable, Hashable {
    case sRGB
    case gamma(Double)
    /// SMPTE ST 2084, up to 10 000 nits.
    case pq
    /// ARIB STD-B67, for a screen of 1000 nits.
    case hlg

    /// Table 3 of H.273. Cameras' own curves (1, 6, 14, 15) are shown as sRGB's by browsers, and so by us.
    fileprivate init?(code: Int) {
        switch code {
        case 1, 2, 6, 13, 14, 15: self = .sRGB
        case 4: self = .gamma(2.2)
        case 5: self = .gamma(2.8)
        case 8: self = .gamma(1)
        case 16: self = .pq
        case 18: self = .hlg
        default: return nil
        }
    }

    /// Brighter than paper: on networks that show standard brightness this is lost.
    var isHDR: Bool {
        switch self {
        case .pq, .hlg: true
        case .sRGB, .gamma: false
        }
    }

    /// The light, where 1 is white as a screen of standard brightness shows it.
    func light(_ number: Double) -> Double {
        switch self {
        case .sRGB: number <= 0.04045 ? number / 12.92 : pow((number + 0.055) / 1.055, 2.4)
        case .gamma(let gamma): pow(number, gamma)
        case .pq: ToneMapping.toned(ColourTransfer.pqNits(number) / ToneMapping.white)
        case .hlg: ToneMapping.toned(ColourTransfer.hlgNits(number) / ToneMapping.white)
        }
    }

    /// ITU-R BT.2100-2, table 4.
    private static func pqNits(_ number: Double) -> Double {
        let root = pow(number, 32 / 2523.0)
        return 10_000 * pow(max(root - 107 / 128.0, 0) / (2413 / 128.0 - 2392 / 128.0 * root), 8192 / 1305.0)
    }

    /// ITU-R BT.2100-2, table 5; the system gamma of 1.2 is applied to each colour by itself.
    private static func hlgNits(_ number: Double) -> Double {
        let scene = number <= 0.5 ? number * number / 3 : (exp((number - 0.55991073) / 0.17883277) + 0.28466892) / 12
        return 1000 * pow(scene, 1.2)
    }
}

/// What is brighter than white is pressed together below it; what is darker than a third of it stays as it is. The same
/// curve as ffmpeg's `mobius`, so that pictures and videos are toned alike.
enum ToneMapping {
    /// Nits of white in HDR (ITU-R BT.2408-7, table 1).
    static let white = 203.0
    static let peak = 1000 / white
    static let untouched = 0.3

    static func toned(_ light: Double) -> Double {
        guard light > untouched else { return light }
        let (j, p) = (untouched, peak)
        let a = -j * j * (p - 1) / (j * j - 2 * j + p)
        let b = (j * j - 2 * j * p + p) / (p - 1)
        return min(1, (b * b + 2 * b * j + j * j) / (b - a) * (light + a) / (light + b))
    }
}
