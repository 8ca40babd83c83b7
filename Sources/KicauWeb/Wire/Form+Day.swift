import KicauCore
import KicauMeter

extension Form {
    /// Nil when it is left out.
    /// - Throws: `.badDate`.
    func day(_ name: String) throws(Problem) -> Day? {
        guard let text = filled(name) else { return nil }
        return try Day(reading: text, field: name)
    }
}
