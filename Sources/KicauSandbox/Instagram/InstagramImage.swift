import Foundation

/// JPEG, up to 8 MiB, between 4:5 and 1.91:1. An item of a carousel is cropped to the first instead of refused, and a
/// story takes any shape.
enum InstagramImage {
    static let largest = 8 * 1024 * 1024
    /// A pixel's rounding is forgiven.
    static let ratios = 0.795...1.915

    static func broken(_ bytes: Data, as kind: InstagramDraft.Kind) -> GraphError? {
        if bytes.count > largest { return InstagramErrors.imageTooLarge }
        guard let probe = ImageProbe([UInt8](bytes)), probe.kind == .jpeg else { return InstagramErrors.imageFormat }
        if kind == .image, !ratios.contains(probe.ratio) { return InstagramErrors.imageRatio }
        return nil
    }
}
