extension Int {
    /// "1 control", "2 controls".
    func counted(_ word: String) -> String { "\(self) \(word)\(self == 1 ? "" : "s")" }
}
