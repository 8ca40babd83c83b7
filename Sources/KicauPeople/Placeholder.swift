import CSodium
enum P { static let n = sodium_init() }
