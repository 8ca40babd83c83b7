import CTextKernels

/// In which instructions the inner loops run. All give the same, bit for bit.
public enum Kernel: String, Sendable, CaseIterable {
    case swift
    case scalar
    case avx2

    /// The fastest that this processor has.
    public static let best: Kernel =
        kicau_best_kernel() == KICAU_KERNEL_AVX2 ? .avx2 : .scalar

    /// Those that this processor can run.
    public static var runnable: [Kernel] { [.swift, .scalar] + (best == .scalar ? [] : [best]) }

    /// Nil: not in C.
    var inC: kicau_kernel? {
        switch self {
        case .swift: nil
        case .scalar: KICAU_KERNEL_SCALAR
        case .avx2: KICAU_KERNEL_AVX2
        }
    }
}
