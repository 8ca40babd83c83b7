import KicauDescribed
import KicauPlatforms
import KicauSandbox

/// A way through everything that a connector can do: the other suites' situations, one after the other.
struct Tour: Sendable {
    let network: Network
    var name: String { network.rawValue }

    func go() async throws {
        try await publishing()
        try await keeping()
        if VideoConformanceTests.names.contains(name) {
            try await VideoConformanceTests().`publishes a video`(name: name)
        }
        for asked in OptionCase.all where asked.network == name {
            try await OptionConformanceTests().`has it in the post, as it was asked for`(asked: asked)
        }
        if OptionCase.together[name] != nil {
            try await OptionDoorTests().`takes what goes together in one post from the API`(name: name)
        }
        try await talking()
        switch network {
        case .x: try await x()
        case .facebook: try await facebook()
        case .instagram, .threads: try await staged()
        case .linkedin: try await linkedIn()
        case .mastodon: try await mastodon()
        case .bluesky: try await bluesky()
        }
    }

    private func publishing() async throws {
        let every = PlatformConformanceTests()
        try await every.`publishes a text, with its link, hashtag and every script`(name: name)
        try await every.`publishes pictures with their descriptions`(name: name)
        try await every.`publishes a thread in order, or says that it has none`(name: name)
        try await every.`puts the first comment under the post, or says that it has none`(name: name)
        try await LinkCardConformanceTests()
            .`goes out with its picture where it is shown, and is no trouble elsewhere`(name: name)
        for place in [Place.commit, .comment] {
            let trial = FaultConformanceTests.Trial(network: name, kind: .dropBeforeAccept, place: place)
            try await FaultConformanceTests().`ends with exactly one post, or before a person`(trial: trial)
        }
    }

    private func keeping() async throws {
        let every = PlatformConformanceTests()
        try await every.`says whose token it is`(name: name)
        try await every.`takes a post off again, twice without harm, or says that it cannot`(name: name)
        try await FaultConformanceTests().`goes on after its token died in mid-flight`(network: name)
        try await AccountCountConformanceTests().`is read and kept`(name: name)
        if ReadingConformanceTests.names.contains(name) {
            try await ReadingConformanceTests().`are read with a later check, and kept`(name: name)
        }
    }

    private func talking() async throws {
        if InboxConformanceTests.names.contains(name) {
            let inbox = InboxConformanceTests()
            try await inbox.`hears what is said under a post, once`(name: name)
            try await inbox.`answers it where it was said`(name: name)
            try await inbox.`likes and hides it, and takes that back, each as often as one likes`(name: name)
        }
        if EditConformanceTests.names.contains(name) {
            try await EditConformanceTests().`puts other words in a published post's place`(name: name)
        }
        if PeopleConformanceTests.found[name] != nil {
            try await PeopleConformanceTests().`finds one of its people, and nobody where there is none`(network: name)
        }
    }
}
