import KicauCore

extension Voice {
    /// "12 MB": in units of a thousand, with one place only below ten.
    func size(_ bytes: Int64) -> String {
        let units: [(Int64, (String) -> Sentence)] = [
            (1_000_000_000_000, { "\($0) TB" }), (1_000_000_000, { "\($0) GB" }), (1_000_000, { "\($0) MB" }),
            (1_000, { "\($0) kB" }),
        ]
        let bytes = max(0, bytes)
        guard let (unit, words) = units.first(where: { bytes >= $0.0 }) else {
            return counted(bytes, one: "1 byte", many: { "\($0) bytes" })
        }
        let tenths = bytes / (unit / 10)
        guard tenths < 100, tenths % 10 > 0 else { return say(words(number(bytes / unit))) }
        // The reader's own sign between whole and tenth, as an amount of money shows it.
        let sign = catalogue.wording("1,234.5").dropLast().last.map(String.init) ?? "."
        return say(words("\(tenths / 10)\(sign)\(tenths % 10)"))
    }

    /// "3 minutes": how long something takes, in one unit.
    func span(_ seconds: Int64) -> String {
        switch max(0, seconds) {
        case ..<60: say("less than a minute")
        case ..<5_400: counted((seconds + 30) / 60, one: "1 minute", many: { "\($0) minutes" })
        case ..<129_600: counted((seconds + 1_800) / 3_600, one: "1 hour", many: { "\($0) hours" })
        case _: counted((seconds + 43_200) / 86_400, one: "1 day", many: { "\($0) days" })
        }
    }
}
