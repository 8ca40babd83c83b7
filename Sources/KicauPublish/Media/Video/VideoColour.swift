import KicauCore

/// What a video's numbers mean as colours, in ffmpeg's names; nil: it does not say.
struct VideoColour: Sendable, Hashable {
    var primaries: String?
    var transfer: String?
    var matrix: String?
    /// From 0 to 255, as computers have it, and not from 16 to 235.
    var isFullRange = false

    init() {}

    init(_ film: JSONValue) {
        primaries = film["color_primaries"]?.string.flatMap { Self.knownPrimaries.contains($0) ? $0 : nil }
        transfer = film["color_transfer"]?.string.flatMap { $0 == "unknown" ? nil : $0 }
        matrix = film["color_space"]?.string.flatMap { Self.knownMatrices[$0] == nil ? nil : $0 }
        isFullRange = film["color_range"]?.string == "pc" || film["pix_fmt"]?.string?.hasPrefix("yuvj") == true
    }

    /// Those that both of ffmpeg's scalers know by the same name.
    private static let knownPrimaries: Set = ["bt709", "smpte170m", "bt470bg", "bt2020", "smpte431", "smpte432"]
    /// As ffprobe names them, and as `scale` does.
    private static let knownMatrices = [
        "bt709": "bt709", "smpte170m": "bt601", "bt470bg": "bt601", "bt2020nc": "bt2020",
    ]

    /// PQ and HLG (ITU-R BT.2100).
    var isHDR: Bool { transfer == "smpte2084" || transfer == "arib-std-b67" }

    /// BT.709's colours and those of ordinary television before it, tagged as such or not at all: networks take both.
    var isOrdinary: Bool {
        let ordinary = [nil, "bt709", "smpte170m", "bt470bg"]
        return !isHDR && !isFullRange && ordinary.contains(primaries) && ordinary.contains(matrix)
    }
}

extension VideoColour {
    /// What an encoded video is tagged as.
    static let tags = [
        "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
    ]

    /// Filters that scale to a size and make BT.709 of the colours, of standard brightness and limited range.
    func filters(to size: PixelSize, from before: PixelSize) -> [String] {
        let pair = "\(size.width):\(size.height)"
        if isHDR { return toned(pair) }
        let matrix = matrix ?? guessedMatrix(before)
        guard let primaries, primaries != "bt709" else {
            let (name, side) = (Self.knownMatrices[matrix] ?? "bt709", isFullRange ? "pc" : "tv")
            return ["scale=\(pair):in_color_matrix=\(name):out_color_matrix=bt709:in_range=\(side):out_range=tv"]
        }
        return [
            source(pair, matrix, primaries)
                + ":transferin=bt709:matrix=bt709:primaries=bt709:transfer=bt709:range=limited"
        ]
    }

    /// As players take what does not say: BT.709 from 720 lines on, BT.601 below.
    private func guessedMatrix(_ size: PixelSize) -> String {
        switch primaries {
        case "bt709", "smpte431", "smpte432": "bt709"
        case "bt2020": "bt2020nc"
        default: min(size.width, size.height) >= 720 ? "bt709" : "smpte170m"
        }
    }

    private func source(_ pair: String, _ matrix: String, _ primaries: String) -> String {
        "zscale=\(pair):matrixin=\(matrix):primariesin=\(primaries):rangein=\(isFullRange ? "full" : "limited")"
    }

    /// In linear light, because only there brightness can be pressed together.
    private func toned(_ pair: String) -> [String] {
        [
            source(pair, matrix ?? "bt2020nc", primaries ?? "bt2020")
                + ":transferin=\(transfer ?? "smpte2084"):transfer=linear:npl=\(Int(ToneMapping.white))",
            "format=gbrpf32le", "zscale=primaries=bt709",
            "tonemap=mobius:param=\(ToneMapping.untouched):desat=0:peak=\(ToneMapping.peak)",
            "zscale=matrix=bt709:transfer=bt709:range=limited",
        ]
    }
}
