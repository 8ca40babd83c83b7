/// Every network there is, and a language model. A new one is its folder and a line here.
func allSimulators(ground: (String) -> Ground) -> [any Simulator] {
    [
        XSimulator(ground("x")),
        FacebookSimulator(ground("facebook")),
        InstagramSimulator(ground("instagram")),
        ThreadsSimulator(ground("threads")),
        LinkedInSimulator(ground("linkedin")),
        MastodonSimulator(ground("mastodon")),
        BlueskySimulator(ground("bluesky")),
        AssistantSimulator(ground("ai")),
    ]
}
