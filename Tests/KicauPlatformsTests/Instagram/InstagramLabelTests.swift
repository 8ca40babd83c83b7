import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Labels of a post on Instagram")
struct InstagramLabelTests {
    private func refusals(_ media: [Media], _ chosen: [String: [String]], login: String = "instagram") -> Int {
        let account = Sample.account("instagram", traits: ["login": .string(login)])
        return Instagram().render(StagedVideo.post("", media, for: "instagram", chosen), for: account, at: .noon)
            .refusals.count
    }

    @Test func `say that it was made with AI: on the carousel, not on its items`() async {
        let chosen = ["is_ai_generated": ["yes"]]
        let one = StagedVideo.post("Satu", [Sample.picture()], for: "instagram", chosen)
        let two = StagedVideo.post("Dua", [Sample.picture(), Sample.video()], for: "instagram", chosen)

        #expect(await StagedVideo.form(Instagram(), one, StagedVideo.container(0))["is_ai_generated"] == "true")
        let carousel = await StagedVideo.form(
            Instagram(), two, StagedVideo.container(nil), progress: StagedVideo.twoItems)
        #expect(carousel["is_ai_generated"] == "true")
        #expect(await StagedVideo.form(Instagram(), two, StagedVideo.container(0))["is_ai_generated"] == nil)
    }

    @Test func `say who pays only behind Facebook's sign-in`() {
        let chosen = ["is_paid_partnership": ["yes"]]

        #expect(refusals([Sample.picture()], chosen) == 1)
        #expect(refusals([Sample.picture()], chosen, login: "facebook") == 0)
        #expect(refusals([Sample.picture()], ["is_paid_partnership": ["no"]]) == 0)
    }

    @Test func `are a trial's and a sound's on a reel alone`() async {
        let chosen = ["trial_params": ["MANUAL"], "audio_name": ["Hujan di Yogya"]]
        let reel = StagedVideo.post("Kopi", [Sample.video()], for: "instagram", chosen)

        let form = await StagedVideo.form(Instagram(), reel, StagedVideo.container(0))

        #expect(form["trial_params"] == #"{"graduation_strategy":"MANUAL"}"# && form["audio_name"] == "Hujan di Yogya")
        #expect(refusals([Sample.video()], chosen) == 0)
        #expect(refusals([Sample.picture()], chosen) == 2)
        #expect(refusals([Sample.video()], chosen.merging(["format": ["story"]]) { $1 }) == 2)
    }
}
