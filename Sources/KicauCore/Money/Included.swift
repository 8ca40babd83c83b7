/// How many of some units a plan's monthly fee has in it; what goes beyond is not sold.
public struct Included: Hashable, Sendable, Codable {
    /// The plan's name, as the network calls it.
    public let plan: String
    /// Counted together: a post with a link and one without come out of the same 1,500.
    public let units: [String]
    public let count: Int

    public init(plan: String, units: [String], count: Int) {
        self.plan = plan
        self.units = units
        self.count = count
    }

    /// How many of them these are.
    public func uses(of counted: [MeterUnit]) -> Int {
        counted.reduce(0) { $0 + (units.contains($1.name) ? $1.count : 0) }
    }
}
