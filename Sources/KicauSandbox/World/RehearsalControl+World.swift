import KicauCore

extension RehearsalControl {
    /// What a person signs in with on a network of app passwords; nil on the others.
    public func appPassword(of handle: String) -> String? {
        people.first { $0.handle == handle }.flatMap { simulator.secrets(of: $0)["appPassword"]?.string }
    }
}
