import CTextKernels

/// In which instructions the inner loops run. All give the same, bit for bit.
public enum Kernel: String, Sendable, CaseIterable {
    case swift
    case scalar
    case avx2
    case avx512
    case neon

    /// Those that this processor can run, the fastest last.
    public static let runnable: [Kernel] = allCases.filter { $0.inC.map { kicau_has_kernel($0) != 0 } ?? true }

    /// The fastest that this processor has.
    public static let best: Kernel = runnable.last ?? .swift

    /// Nil: not in C.
    var inC: kicau_kernel? {
        switch self {
        case .swift: nil
        case .scalar: KICAU_KERNEL_SCALAR
        case .avx2: KICAU_KERNEL_AVX2
        case .avx512: KICAU_KERNEL_AVX512
        case .neon: KICAU_KERNEL_NEON
        }
    }
}
