import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("The list of networks")
struct RegistryTests {
    @Test func `names each network once, with its price names`() {
        let ids = Registry.all.map(\.id)

        #expect(Set(ids).count == ids.count)
        #expect(Set(Registry.units.keys) == Set(ids))
        for units in Registry.units.values { #expect(Set(units).count == units.count && !units.isEmpty) }
    }

    @Test func `makes exactly one commit a part, after what it needs`() {
        for platform in Registry.all {
            let post = Sample.post("kopi", pictures: [Sample.picture(alt: "A cup")], comment: "teh")
            let rendition = platform.render(post, for: Sample.account(platform.id), at: .noon).rendition
            let steps = platform.steps(for: rendition)

            #expect(rendition.platform == platform.id)
            for part in rendition.parts.indices {
                let own = steps.filter { $0.part == part }
                #expect(own.count { $0.kind == .commit } == 1, "\(platform.id)")
                #expect(own.last?.kind == .commit, "\(platform.id)")
            }
            #expect(steps.map(\.part) == steps.map(\.part).sorted())
        }
    }

    @Test func `renders anything, even what no network takes`() {
        let odd = [Post(parts: []), Post(parts: [.init(text: "\u{0}\u{FFFF}")]), Sample.post("", comment: "a")]
        for platform in Registry.all {
            for post in odd {
                let rendered = platform.render(post, for: Sample.account(platform.id), at: .noon)
                #expect(rendered.lengths.count == rendered.rendition.parts.count)
                #expect(
                    rendered.rendition.parts.allSatisfy { part in
                        part.units.allSatisfy { Registry.units[platform.id]?.contains($0.name) == true }
                    })
            }
        }
    }
}
