import KicauCore

extension SeededRandom {
    mutating func text(_ length: Int, of letters: String) -> String {
        let choice = Array(letters)
        return String((0..<length).compactMap { _ in choice.randomElement(using: &self) })
    }

    static let base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    static let hex = "0123456789abcdef"
}
