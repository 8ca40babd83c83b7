import HTTPTypes
import Hummingbird
import KicauCore
import NIOCore

/// Where requests are answered: the house behind it, the templates and wordings in front.
struct Desk: Sendable {
    let house: House
    let speaking: Speaking

    /// A page in the visitor's language.
    func show(
        _ page: some Page, to visit: Visit, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let html = try speaking.render(page, in: visit.voice.language)
        return .html(html, status: status)
    }

    /// What stands around every page.
    func frame(_ title: String, at place: Place?, for visit: Visit) -> Frame {
        Frame(
            title: title, place: place, visit: visit, settings: house.settings, assets: speaking.assets.base,
            languages: speaking.languages)
    }
}

extension Response {
    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// After a POST: the browser goes there with a GET, so that reloading sends nothing twice.
    static func seeOther(_ path: String, notice: Notice? = nil) -> Response {
        var target = path
        if let notice { target += (path.contains("?") ? "&" : "?") + "notice=" + notice.rawValue }
        return Response(status: .seeOther, headers: [.location: target, .cacheControl: "no-store"])
    }
}
