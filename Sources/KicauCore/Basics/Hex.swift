extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    public var hex: String { reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) } }
}
