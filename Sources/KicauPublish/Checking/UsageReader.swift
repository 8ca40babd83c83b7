import KicauCore
import Logging
public import ServiceLifecycle

/// Asks the networks once a day what they have counted of the operator's apps.
public struct UsageReader: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    public func run() async throws {
        await takeTurns(every: .minutes(10)) { await turn() }
    }

    /// Never throws: what fails here is due again in an hour.
    func turn() async {
        do {
            try await AppUsages(kit: kit).askWhatIsDue()
        } catch {
            kit.log.error("what the apps have used could not be asked for", metadata: ["error": "\(error)"])
        }
    }
}
