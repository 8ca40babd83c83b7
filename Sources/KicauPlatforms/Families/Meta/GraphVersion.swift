public import KicauCore

extension Facebook {
    public func version(spokenBy options: [String: String]) -> APIVersion? { Meta.version(spokenBy: options) }
}

extension Instagram {
    /// Either way in: both graphs count the same versions.
    public func version(spokenBy options: [String: String]) -> APIVersion? { Meta.version(spokenBy: options) }
}

extension Meta {
    /// The last day of each version, as Meta prints it: developers.facebook.com/docs/graph-api/changelog/versions, read 2026-11-27.
    /// Two years after the next version's release gives other days for some.
    static let lastDays = [
        "v20.0": "2026-09-24", "v21.0": "2027-01-21", "v22.0": "2027-05-20", "v23.0": "2027-10-08",
        "v24.0": "2028-02-18", "v25.0": "2028-07-29",
    ]

    /// A version that is not among the days has no end that we know of.
    static func version(
        spokenBy options: [String: String], ending days: [String: String] = lastDays
    ) -> APIVersion {
        let name = options["graphVersion"] ?? graphVersion.value
        return APIVersion(name: name, ends: days[name].flatMap { TimeReading.iso($0 + "T00:00:00Z") })
    }
}
