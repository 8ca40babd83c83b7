import Hummingbird
import KicauCore
import KicauPeople

/// What every page's request goes through, from the outside in. Problems are said in the visitor's own language.
struct Guards: Sendable {
    let speaking: Speaking
    let settings: WebSettings
    let clock: any TimeSource
    let secret: @Sendable () -> String

    func stand(
        before router: Router<Visit>, caller: @escaping @Sendable (Redacted<String>) async throws -> SignedInCaller?,
        needsSetUp: @escaping @Sendable () async throws -> Bool
    ) {
        router.add(
            middleware: Visits(settings: settings, speaking: speaking, clock: clock, secret: secret, caller: caller))
        router.add(middleware: ProblemPages(speaking: speaking, settings: settings))
        router.add(middleware: SetUpGate(needsSetUp: needsSetUp))
        router.add(middleware: FormTokens(settings: settings, secret: secret))
    }
}
