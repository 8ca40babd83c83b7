import Foundation
import KicauCore

/// What a picture file says of its colours, apart from a profile: libvips reads profiles only.
enum PictureColour {
    /// Nil: nothing, or what everybody would take it for.
    static func said(by data: Data, _ format: PictureFormat) -> ColourSpace? {
        let bytes = FileBytes(data)
        let said: ColourSpace? =
            switch format {
            case .png: png(bytes)
            case .heic, .avif: heif(bytes)
            case .jpeg, .gif, .webp: nil
            }
        return said == .sRGB ? nil : said
    }

    /// cICP comes before sRGB, and that before gAMA and cHRM (PNG, third edition, 4.3, read 2026-11-27).
    private static func png(_ bytes: FileBytes) -> ColourSpace? {
        var (place, chunks): (Int, [String: Int]) = (8, [:])
        while let name = bytes.name(place + 4), let length = bytes.number(place, 4), name != "IDAT", name != "IEND" {
            chunks[name] = place + 8
            place += 12 + length
        }
        if let place = chunks["cICP"], let primaries = bytes.number(place, 1), let curve = bytes.number(place + 1, 1) {
            return ColourSpace(primaries: primaries, transfer: curve)
        }
        guard chunks["sRGB"] == nil, chunks["iCCP"] == nil else { return nil }
        let transfer = chunks["gAMA"].flatMap { bytes.number($0, 4) }.flatMap(gamma)
        let primaries = chunks["cHRM"].flatMap { ends(bytes, $0) }
        guard transfer != nil || primaries != nil else { return nil }
        return ColourSpace(primaries: primaries ?? .bt709, transfer: transfer ?? .sRGB)
    }

    /// 45455 is how sRGB is written in this chunk.
    private static func gamma(_ number: Int) -> ColourTransfer? {
        guard (10_000...300_000).contains(number) else { return nil }
        return abs(number - 45_455) < 500 ? .sRGB : .gamma(100_000 / Double(number))
    }

    private static func ends(_ bytes: FileBytes, _ place: Int) -> ColourPrimaries? {
        let numbers = (0..<8).compactMap { bytes.number(place + $0 * 4, 4) }
        guard numbers.count == 8, numbers.allSatisfy({ $0 <= 100_000 }) else { return nil }
        func end(_ index: Int) -> ColourPrimaries.Place {
            .init(x: Double(numbers[index * 2]) / 100_000, y: Double(numbers[index * 2 + 1]) / 100_000)
        }
        let found = ColourPrimaries(white: end(0), red: end(1), green: end(2), blue: end(3))
        return found.isNear(.bt709) || ColourMatrix.columns(of: found) == nil ? .bt709 : found
    }

    /// The first colour box that names its colours by number (ISO/IEC 23008-12 and 14496-12, 12.1.5).
    private static func heif(_ bytes: FileBytes) -> ColourSpace? {
        guard let meta = box("meta", bytes, 0..<bytes.count),
            let iprp = box("iprp", bytes, meta.dropFirst(4)), let ipco = box("ipco", bytes, iprp)
        else { return nil }
        var rest = ipco
        while let colr = box("colr", bytes, rest) {
            if bytes.name(colr.lowerBound) == "nclx", let primaries = bytes.number(colr.lowerBound + 4, 2),
                let transfer = bytes.number(colr.lowerBound + 6, 2)
            {
                return ColourSpace(primaries: primaries, transfer: transfer)
            }
            rest = colr.upperBound..<rest.upperBound
        }
        return nil
    }

    /// What is in the first box of a name; nil: there is none, or the boxes make no sense.
    private static func box(_ name: String, _ bytes: FileBytes, _ within: Range<Int>) -> Range<Int>? {
        var place = within.lowerBound
        while let length = bytes.number(place, 4), let its = bytes.name(place + 4), length >= 8,
            place + length <= within.upperBound
        {
            if its == name { return place + 8..<place + length }
            place += length
        }
        return nil
    }
}
