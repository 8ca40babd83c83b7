import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import Testing

@testable import KicauWeb

@Suite("A form that is sent")
struct FormTokenTests {
    private let urlEncoded: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    private func asAyu(_ more: HTTPFields = [:]) -> HTTPFields {
        var headers = more
        headers[.cookie] = Gate.ayuCookie
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return headers
    }

    @Test func `is taken with its member's token`() async throws {
        let answer = try await Gate().answer(.post, "/echo", asAyu(), body: "token=\(Gate.token)&text=Halo+semua")

        #expect(answer.status == .ok)
        #expect(answer.text == "Halo semua")
    }

    @Test(arguments: ["", "token=", "token=another-token-1234567890", "text=Halo"])
    func `is refused without it`(_ body: String) async throws {
        let answer = try await Gate().answer(.post, "/echo", asAyu(), body: body)

        #expect(answer.status == .forbidden)
    }

    @Test func `is refused from another site even with it`() async throws {
        var headers = asAyu()
        headers[.fetchSite] = "cross-site"

        let answer = try await Gate().answer(.post, "/echo", headers, body: "token=\(Gate.token)&text=x")

        #expect(answer.status == .forbidden)
    }

    @Test func `needs the stranger's cookie when nobody is signed in`() async throws {
        var headers = urlEncoded
        let body = "token=0123456789abcdef0123&text=x"
        #expect(try await Gate().answer(.post, "/echo", headers, body: body).status == .forbidden)

        headers[.cookie] = "kicau_form=0123456789abcdef0123"

        #expect(try await Gate().answer(.post, "/echo", headers, body: body).status == .ok)
    }

    @Test func `may carry the token in a header, as scripts do`() async throws {
        var headers = asAyu()
        headers[.formToken] = Gate.token

        #expect(try await Gate().answer(.post, "/echo", headers, body: "text=x").text == "x")
    }

    @Test func `brings fields and files as multipart, and leaves no file behind`() async throws {
        let body = [
            "--b", "Content-Disposition: form-data; name=\"token\"", "", Gate.token,
            "--b", "Content-Disposition: form-data; name=\"text\"", "", "Halo",
            "--b", "Content-Disposition: form-data; name=\"files-0\"; filename=\"a.png\"", "Content-Type: image/png",
            "",
            "bytes", "--b--", "",
        ].joined(separator: "\r\n")

        let answer = try await Gate().answer(
            .post, "/echo", asAyu([.contentType: "multipart/form-data; boundary=b"]), body: body)

        #expect(answer.text == "Halofiles-0")
        let left = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory())
        #expect(!left.contains("secret-of-24-characters-x.part"))
    }

    @Test func `is refused when it is too large, by its length or its bytes`() async throws {
        let body = "token=\(Gate.token)&text=" + String(repeating: "x", count: BodyLimit.form)

        let answer = try await Gate().answer(.post, "/echo", asAyu(), body: body)

        #expect(answer.status == .contentTooLarge)
    }

    @Test func `is not taken by another method`() async throws {
        #expect(try await Gate().answer(.put, "/echo", asAyu()).status == .badRequest)
    }
}

@Suite("Every answer")
struct AnswerHeaderTests {
    @Test(arguments: ["/hello", "/problem", "/crash", "/nowhere"])
    func `carries the strict headers`(_ path: String) async throws {
        let answer = try await Gate().answer(.get, path)

        let policy = try #require(answer.headers[.contentSecurityPolicy])
        for rule in [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            #expect(policy.contains(rule))
        }
        #expect(!policy.contains("unsafe"))
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.named("referrer-policy")] == "same-origin")
    }

    @Test func `speaks the language the browser asks for`() async throws {
        let answer = try await Gate().answer(.get, "/hello", [.acceptLanguage: "id-ID,id;q=0.9,en;q=0.8"])

        #expect(answer.text == "Masuklah, lalu coba lagi.")
    }

    @Test func `speaks the chosen language first`() async throws {
        let answer = try await Gate().answer(.get, "/hello", [.acceptLanguage: "id", .cookie: "kicau_language=en"])

        #expect(answer.text == "Sign in, then try again.")
    }

    @Test(arguments: [("id;q=0", nil), ("fr, in;q=0.4", "id"), ("en;q=0.5, id;q=0.9", "id"), ("*", nil), ("", nil)])
    func `picks by weight`(_ header: String, _ language: String?) {
        #expect(LanguageChoice.best(of: ["en", "id"], for: header) == language)
    }

    @Test func `marks its cookies as ours alone, and as secure over https`() async throws {
        let plain = try await Gate().answer(.get, "/hello").headers[.setCookie]
        let secure = try await Gate(baseURL: "https://kicau.example").answer(.get, "/hello").headers[.setCookie]

        #expect(plain?.contains("HttpOnly") == true && plain?.contains("SameSite=Lax") == true)
        #expect(plain?.contains("Secure") == false)
        #expect(secure?.contains("Secure") == true)
    }
}

@Suite("A problem")
struct ProblemPageTests {
    @Test func `is a page with its status, what and what to do`() async throws {
        let answer = try await Gate().answer(.get, "/problem", [.cookie: Gate.ayuCookie])

        #expect(answer.status.code == 402)
        #expect(answer.text.contains("This would cost $0.21; $0.004 is left this month."))
        #expect(answer.text.contains("over-budget"))
    }

    @Test func `is said in the visitor's language, amounts as well`() async throws {
        let answer = try await Gate().answer(
            .get, "/problem", [.cookie: Gate.ayuCookie + "; kicau_language=id", .accept: "application/json"])

        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.text.contains("\"code\":\"over-budget\""))
    }

    @Test func `of an unknown kind tells a number and nothing else`() async throws {
        let answer = try await Gate().answer(.get, "/crash")

        #expect(answer.status == .internalServerError)
        #expect(answer.text.contains("Something broke here"))
        #expect(!answer.text.contains("Crash"))
    }

    @Test func `of an unknown address is not found`() async throws {
        #expect(try await Gate().answer(.get, "/nowhere").status == .notFound)
    }

    @Test func `of a stranger leads to the door and back`() async throws {
        let answer = try await Gate().answer(.get, "/member?a=1")

        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/sign-in?next=%2Fmember%3Fa%3D1")
    }

    @Test func `leads everybody to set-up while there is no owner`() async throws {
        let answer = try await Gate(needsSetUp: true).answer(.get, "/member")

        #expect(answer.headers[.location] == "/set-up")
    }

    @Test func `has a status for each code that is an error`() {
        for code in Problem.Code.allCases { #expect((400...599).contains(code.status.code)) }
    }
}
