import GRDB
enum P { static let q: DatabaseQueue? = nil }
