/// A text as texts are compared, with the way back to its bytes: for showing what was found. Scanning needs no such
/// thing.
package struct FoldedText: Sendable {
    package let bytes: [UInt8]
    /// For each folded byte where the scalar begins that it comes from, counted as the bytes that were folded are.
    package let sources: [Int32]

    package init(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int, isJSON: Bool) {
        let buffer = FoldBuffer(keepsSources: true, capacity: end - start + FoldKernel.slack)
        _ = Folding.fold(text, from: start, to: end, as: isJSON ? .json : .plain, into: buffer)
        bytes = Array(buffer.text)
        sources = Array(UnsafeBufferPointer(start: buffer.sources, count: buffer.count))
    }

    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return FoldedText() }
            return FoldedText(base, from: 0, to: bytes.count, isJSON: false)
        }
    }

    private init() {
        bytes = []
        sources = []
    }
}
