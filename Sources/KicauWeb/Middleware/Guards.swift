import Hummingbird
import KicauCore
import KicauPeople

/// What every page's request goes through, from the outside in.
struct Guards: Sendable {
    let speaking: Speaking
    let settings: WebSettings
    let clock: any TimeSource
    let secret: @Sendable () -> String

    func stand(
        before router: Router<Visit>, caller: @escaping @Sendable (Redacted<String>) async throws -> SignedInCaller?,
        needsSetUp: @escaping @Sendable () async throws -> Bool
    ) {
        let problems = ProblemPages(speaking: speaking, settings: settings)
        // Twice: outside, for what breaks before we know who asks; inside, in the visitor's own language.
        router.add(middleware: problems)
        router.add(
            middleware: Visits(settings: settings, speaking: speaking, clock: clock, secret: secret, caller: caller))
        router.add(middleware: problems)
        router.add(middleware: SetUpGate(needsSetUp: needsSetUp))
        router.add(middleware: FormTokens(settings: settings, secret: secret))
    }
}
