public import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Calls an address outside every minute, but only while posts really go out. Whoever listens there sounds the alarm
/// when the calls stop: a program that stands still cannot say so itself.
public struct Heartbeat: Service {
    private let kit: Kit
    private let url: String
    private let line: any Line

    /// `line` reaches this one address, private or not: the operator has named it.
    public init(kit: Kit, url: String, line: any Line) {
        self.kit = kit
        self.url = url
        self.line = line
    }

    private static let start = Duration.seconds(3)
    private static let every = Duration.seconds(60)
    /// A turn of the plan takes milliseconds, and comes every two seconds at least.
    static let freshness = Duration.seconds(120)
    /// What is ready for so long, beyond what the workspace allows, should have been taken up.
    static let grace = Duration.seconds(60)

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            // The dispatcher starts beside it, and has to turn first.
            await Task.rest(for: Heartbeat.start)
            while !Task.isCancelled {
                await turn()
                await Task.rest(for: Heartbeat.every)
            }
        }
    }

    /// Silent when something is wrong: the silence is the alarm.
    func turn() async {
        let now = kit.time.now()
        do {
            let overdue = try await kit.store.read { try $0.countOverdue(at: now, grace: Heartbeat.grace) }
            let silence = kit.pulse.sinceLastTurn(kit.time)
            guard let silence, silence <= Heartbeat.freshness, overdue == 0 else {
                note("Posts do not go out as they should, so the heartbeat is held back.")
                return
            }
            note(await beat())
        } catch {
            note("The database could not be read.", cause: error)
        }
    }

    /// Nil when it was heard.
    private func beat() async -> String? {
        do throws(LineFailure) {
            let reply = try await line.call(Call(.get, url, deadline: .seconds(15)), unit: MeterUnit("heartbeat"))
            return (200..<300).contains(reply.status) ? nil : "It answered with status \(reply.status)."
        } catch {
            switch error {
            case .neverLeft(_, let reason): return reason.story.answer ?? reason.story.what.description
            case .noAnswer(let trace): return trace.what
            }
        }
    }

    private func note(_ why: String?, cause: (any Error)? = nil) {
        guard kit.alarm.noteHeartbeat(failed: why, at: kit.time.now()), let why else { return }
        kit.log.error(
            "the heartbeat is not heard outside",
            metadata: ["why": "\(why)", "error": "\(cause.map { "\($0)" } ?? "")"])
    }
}
