import CTextKernels

/// The inner loop of folding.
enum FoldKernel {
    /// How far beyond its result a kernel may write.
    static let slack = 64

    typealias Run = (read: Int, written: Int)

    /// Folds plain bytes up to the first special one.
    static func plain(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ form: DecodedText.Form, _ out: UnsafeMutablePointer<UInt8>,
        _ kernel: Kernel
    ) -> Run {
        guard let inC = kernel.inC else { return plainInSwift(bytes, count, form, out) }
        let run = kicau_fold_plain(inC, bytes, count, form == .json ? 1 : 0, out)
        return (run.read, run.written)
    }

    private static func plainInSwift(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ form: DecodedText.Form, _ out: UnsafeMutablePointer<UInt8>
    ) -> Run {
        let table = form == .json ? PlainByte.json : PlainByte.plain
        return table.withUnsafeBufferPointer { table in
            var read = 0
            var written = 0
            while read < count {
                let byte = table[Int(bytes[read])]
                if byte == PlainByte.special { break }
                out[written] = byte
                written &+= byte == PlainByte.dropped ? 0 : 1
                read &+= 1
            }
            return (read, written)
        }
    }
}
