import KicauCore

extension Line {
    /// What an address shows; nil when nobody answers there in time.
    func look(at address: String, within limit: Duration) async -> Reply? {
        do throws(LineFailure) {
            return try await call(Call(.get, address, deadline: limit), unit: MeterUnit("page"))
        } catch {
            return nil
        }
    }
}
