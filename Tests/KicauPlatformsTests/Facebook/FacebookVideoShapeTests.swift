import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Every parameter sent to Facebook with a video")
struct FacebookVideoShapeTests {
    private let answer = ScriptedLine.Answer.reply(
        200,
        #"{"success":true,"post_id":"77","video_id":"900","upload_session_id":"s1","start_offset":"0","#
            + #""end_offset":"3000","upload_url":"https://rupload.facebook.com/video-upload/v23.0/900","data":[]}"#)

    @Test(arguments: [
        ("post", "Page", "videos"), ("reel", "Page", "video_reels"), ("story", "Page", "video_stories"),
    ])
    func `stands in Meta's specification`(format: String, object: String, edge: String) async throws {
        let post = FacebookVideo.post(format == "story" ? "" : "Kopi", as: format, title: "Pagi")
        let line = ScriptedLine(Array(repeating: answer, count: 10))

        _ = await Facebook().prepare(FacebookVideo.errand(post, FacebookVideo.upload), before: nil, via: line)
        _ = await Facebook().commit(
            FacebookVideo.errand(post, FacebookVideo.commit, progress: FacebookVideo.uploaded), via: line)

        let allowed = try parameters(of: object, "POST", edge)
        let asked = line.asked.filter { $0.call.url.hasSuffix("/42/" + edge) }
        #expect(asked.count >= 2)
        for one in asked { #expect(names(one).subtracting(allowed) == ["appsecret_proof"]) }
    }

    @Test func `stands there for a picture's story and its list`() async throws {
        let progress = Progress(prepared: [
            MetaSample.prepared(Step(.prepare, "upload", part: 0, picture: 0), "photo", "901")
        ])
        let errand = FacebookVideo.errand(
            FacebookVideo.post(as: "story", media: [Sample.picture()]), FacebookVideo.commit, progress: progress)
        let line = ScriptedLine([answer, answer])

        _ = await Facebook().commit(errand, via: line)
        _ = await Facebook().look(errand, doubt: Sample.doubt, via: line)

        let published = names(line.asked[0]).subtracting(try parameters(of: "Page", "POST", "photo_stories"))
        let listed = names(line.asked[1]).subtracting(try parameters(of: "Page", "GET", "stories"))
        #expect(published == ["appsecret_proof"])
        #expect(listed == ["appsecret_proof", "limit"])
    }

    @Test func `asks a video for fields it has`() throws {
        let spec = try Specs.json("meta-business-sdk-codegen/api_specs/specs/AdVideo.json")
        let known = Set((spec["fields"]?.array ?? []).compactMap { $0["name"]?.string })
        let edges = Set((spec["apis"]?.array ?? []).compactMap { $0["endpoint"]?.string })
        let asked = (Facebook.Wire.videoFields + "," + Facebook.Wire.videoCountFields).split(separator: ",")
            .map { String($0.prefix { $0 != "." }) }

        #expect(!known.isEmpty)
        #expect(Set(asked).subtracting(known).subtracting(edges) == [])
    }

    private func parameters(of object: String, _ method: String, _ endpoint: String) throws -> Set<String> {
        let spec = try Specs.json("meta-business-sdk-codegen/api_specs/specs/\(object).json")
        let edge = try #require(
            spec["apis"]?.array?.first {
                $0["method"]?.string == method && $0["endpoint"]?.string == endpoint
            })
        return Set((edge["params"]?.array ?? []).compactMap { $0["name"]?.string })
    }

    private func names(_ asked: ScriptedLine.Asked) -> Set<String> {
        let query = asked.call.query.map(\.0)
        switch asked.call.body {
        case .form(let pairs): return Set(query + pairs.map(\.0))
        case .multipart(let pairs, let files): return Set(query + pairs.map(\.0) + files.map(\.field))
        case .none, .bytes, .json, .file: return Set(query)
        }
    }
}
