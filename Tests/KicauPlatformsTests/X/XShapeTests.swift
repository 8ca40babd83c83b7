import KicauCore
import Testing

@testable import KicauPlatforms

/// X's two published specifications: the new names and the old.
struct XSpec: Sendable, CustomTestStringConvertible {
    let file: String
    let newPost: String
    let answer: String
    let metadata: String
    let list: String
    let fieldsParameter: String
    let vocabulary: String

    var testDescription: String { vocabulary }

    static let both = [
        XSpec(
            file: "x-xdk/specs/openapi.json", newPost: "CreatePostsRequest", answer: "CreatePostsResponse",
            metadata: "CreateMediaMetadataRequest", list: "GetUsersPostsResponse",
            fieldsParameter: "PostFieldsParameter", vocabulary: "post"),
        XSpec(
            file: "x-xdk/latest-openapi.json", newPost: "TweetCreateRequest", answer: "TweetCreateResponse",
            metadata: "MetadataCreateRequest", list: "Get2UsersIdTweetsResponse",
            fieldsParameter: "TweetFieldsParameter", vocabulary: "tweet"),
    ]
}

@Suite("What we send to X fits its specifications")
struct XShapeTests {
    @Test(arguments: XSpec.both)
    func `every new post`(spec: XSpec) throws {
        let check = try SchemaCheck(spec.file)
        let bodies = [
            XWire.newPost(text: "Selamat pagi", mediaIDs: [], inReplyTo: nil),
            XWire.newPost(text: "", mediaIDs: ["1146654567674912769"], inReplyTo: nil),
            XWire.newPost(text: "dua", mediaIDs: ["1", "2", "3", "4"], inReplyTo: "1346889436626259968"),
        ]

        for body in bodies { #expect(check.faults(body, spec.newPost) == []) }
        #expect(check.faults(XWire.newPost(text: "", mediaIDs: ["x"], inReplyTo: nil), spec.newPost) != [])
        #expect(check.faults(["txt": "a"], spec.newPost) != [])
    }

    @Test(arguments: XSpec.both)
    func `every description`(spec: XSpec) throws {
        let check = try SchemaCheck(spec.file)

        #expect(check.faults(XWire.altText("A cup", mediaID: "1146654567674912769"), spec.metadata) == [])
        #expect(check.faults(XWire.altText("A cup", mediaID: "abc"), spec.metadata) != [])
    }

    @Test func `every upload field`() throws {
        for (file, schema) in [
            ("x-xdk/specs/openapi.json", "MediaUploadRequest"),
            ("x-xdk/latest-openapi.json", "MediaUploadRequestOneShot"),
        ] {
            let fields = Dictionary(
                uniqueKeysWithValues: XWire.uploadFields.map { ($0.0, JSONValue.string($0.1)) } + [("media", "bytes")])

            #expect(try SchemaCheck(file).faults(.object(fields), schema) == [])
        }
    }

    @Test(arguments: XSpec.both)
    func `every field asked for`(spec: XSpec) throws {
        let app = AppKeys(clientID: "", clientSecret: Redacted(""), addresses: ["vocabulary": spec.vocabulary])
        let parameter = try Specs.json(spec.file)["components"]?["parameters"]?[spec.fieldsParameter]
        let known = parameter?["schema"]?["items"]?["enum"]?.array?.compactMap(\.string) ?? []

        let (name, fields) = XWire.listFields(app)

        #expect(parameter?["name"]?.string == name)
        #expect(Set(fields.split(separator: ",").map(String.init)).subtracting(known) == [])
    }

    @Test(arguments: XSpec.both)
    func `answers of its shape are understood`(spec: XSpec) throws {
        let check = try SchemaCheck(spec.file)
        let history = "edit_history_\(spec.vocabulary)_ids"
        let answer: JSONValue = ["data": ["id": "1346889436626259968", "text": "kopi", history: ["1"]]]
        #expect(check.faults(answer, spec.answer) == [])
        let errand = Sample.errand(
            X(), Sample.post("kopi"), step: Step(.commit, "post", part: 0),
            signedIn: Sample.signedIn(Sample.account("x")))

        let outcome = X.outcome(Reply(status: 201, headers: [], body: Array(answer.text.utf8), at: .noon), errand)

        #expect(outcome.receipt?.remoteID == "1346889436626259968")
    }
}
