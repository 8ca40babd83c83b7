/// Runs seeds, one after the other, on the thread that asks.
public struct Simulation: Sendable {
    private let ground: Ground
    private let weakening: Weakening?
    private let bigJumps: Bool
    private let wordings: Wordings

    public init(on ground: Ground, without weakening: Weakening? = nil, bigJumps: Bool = false) {
        self.ground = ground
        self.weakening = weakening
        self.bigJumps = bigJumps
        wordings = Wordings(weakening)
    }

    public func play(_ seed: UInt64) throws -> Verdict { try play(seed, Story(isTold: false)) }

    /// The same run, told line by line.
    public func tell(_ seed: UInt64) throws -> (verdict: Verdict, story: String) {
        let story = Story(isTold: true)
        let verdict = try play(seed, story)
        return (verdict, story.text)
    }

    private func play(_ seed: UInt64, _ story: Story) throws -> Verdict {
        let plan = Plan(seed: seed, bigJumps: bigJumps, mustLosePower: weakening == .weakDurability)
        return try Run(plan, on: ground, weakening: weakening, wordings: wordings, story: story).play()
    }

    /// Statements this weakening should have changed and did not meet.
    public var unusedWordings: [String] { wordings.unused }
}
