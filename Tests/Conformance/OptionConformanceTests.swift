import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// What a network offers beyond text and pictures has to reach it.
@Suite("Every network that is asked for more", .serialized)
struct OptionConformanceTests {
    static let names = Registry.all.filter { !$0.rules.options.isEmpty }.map(\.id.raw).sorted()

    /// Scheduled, delivered, and then looked for in what the network itself has of the post.
    @Test(arguments: OptionCase.all)
    func `has it in the post, as it was asked for`(asked: OptionCase) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == asked.network })
        try await Rehearsal.on(platform, options: asked.app, plan: asked.plan) { rehearsal in
            if let settings = asked.settings { #expect(rehearsal.control.set(settings)) }
            let stage = try OptionStage(rehearsal)
            let delivery = try await stage.schedule(asked)

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            let record = try await stage.record()
            for option in asked.asked {
                let found = OptionStage.value(at: option.place, in: record)
                if let shown = option.shown {
                    #expect(found == stage.filled(shown), "\(option.name)")
                } else {
                    #expect(found != nil && found != .null, "\(option.name)")
                }
            }
        }
    }

    @Test(arguments: names)
    func `offers nothing that no case asks for`(name: String) throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        let cases = OptionCase.all.filter { $0.network == name }
        let asked = cases.flatMap(\.asked)

        #expect(Set(asked.map(\.name)) == Set(platform.rules.options.map(\.name)))
        for option in platform.rules.options {
            let values = Set(asked.filter { $0.name == option.name }.flatMap(\.values))
            let words = OptionCase.words(of: option.name, on: platform)
            #expect(values.isSuperset(of: words), "\(option.name)")
        }
    }

    @Test(arguments: names)
    func `refuses what it does not offer before anything is sent`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            await #expect(throws: Problem.self) {
                _ = try await rehearsal.schedule(
                    [Post.Part(text: "Kopi")], options: ChosenOptions(["nothing-of-the-sort": ["yes"]]))
            }
            #expect(rehearsal.live.isEmpty)
        }
    }
}
