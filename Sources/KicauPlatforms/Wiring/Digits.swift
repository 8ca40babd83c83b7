extension String {
    /// Digits of ASCII and nothing else, one at least: how networks number things.
    var isDigits: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
