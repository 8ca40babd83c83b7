import CTextKernels

/// In which instructions the inner loops run. All give the same, bit for bit.
public enum Kernel: String, Sendable, CaseIterable {
    case swift
    case scalar
    case avx2
    case neon

    /// The fastest that this processor has.
    public static let best: Kernel =
        switch kicau_best_kernel() {
        case KICAU_KERNEL_AVX2: .avx2
        case KICAU_KERNEL_NEON: .neon
        default: .scalar
        }

    /// Those that this processor can run.
    public static var runnable: [Kernel] { [.swift, .scalar] + (best == .scalar ? [] : [best]) }

    /// Nil: not in C.
    var inC: kicau_kernel? {
        switch self {
        case .swift: nil
        case .scalar: KICAU_KERNEL_SCALAR
        case .avx2: KICAU_KERNEL_AVX2
        case .neon: KICAU_KERNEL_NEON
        }
    }
}
