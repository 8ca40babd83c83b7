import Foundation
import HTTPTypes
import KicauCore

/// `dialog/oauth`, under any version: people choose who they are and may untick what the app asks for.
///
/// A permission that was unticked travels on with a minus before its name, so that it can be told from one never asked.
struct GraphDialog: Sendable {
    let desk: GraphDesk
    let ground: Ground
    let look: Look

    init(ground: Ground, look: Look) {
        self.ground = ground
        self.look = look
        let desk = AuthorisationDesk(
            ground: ground, look: look, path: "/dialog/oauth", pkce: .optional, codeLifeMs: 600_000, scopeSeparator: ","
        )
        self.desk = GraphDesk(desk)
    }

    func addRoutes(to routes: inout Routes) {
        for path in ["/dialog/oauth", "/{version}/dialog/oauth"] {
            routes.on("GET", path, at: .page, show)
            routes.on("POST", path, at: .page, decide)
        }
    }

    @Sendable private func show(_ call: Call) async throws -> Reply {
        let reply = try await desk.pass(call)
        guard reply.status == 200 else { return reply }
        return .html(page(call))
    }

    @Sendable private func decide(_ call: Call) async throws -> Reply {
        let form = call.form
        guard form["ticks"] != nil else { return GraphDesk.marked(try await desk.pass(call)) }
        let granted = Set(form.values("granted"))
        let scopes = Self.scopes(form).map { granted.contains($0) ? $0 : "-\($0)" }
        let kept = form.all.filter { !["granted", "ticks", "scope"].contains($0.name) }
        let fields = Pairs(kept + [Pairs.Pair(name: "scope", value: scopes.joined(separator: ","))])
        var headers = call.headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let chosen = Call(
            method: call.method, path: call.path, query: call.query, rawQuery: call.rawQuery, headers: headers,
            body: Data(fields.encoded.utf8), nowMs: call.nowMs, twist: call.twist
        )
        return GraphDesk.marked(try await desk.pass(chosen))
    }

    private static func scopes(_ asked: Pairs) -> [String] {
        (asked["scope"] ?? "").split(separator: ",").map(String.init)
    }

    private func page(_ call: Call) -> String {
        let hidden = call.query.all.map { field in
            "<input type=\"hidden\" name=\"\(Sheet.escaped(field.name))\" value=\"\(Sheet.escaped(field.value))\">"
        }
        let app = Sheet.escaped(ground.client(call.query["client_id"] ?? "")?.name ?? "An app")
        let asks = Self.scopes(call.query).map { scope in
            let name = Sheet.escaped(scope)
            let words = Sheet.escaped(Self.words[scope] ?? scope)
            let box = "<input type=\"checkbox\" name=\"granted\" value=\"\(name)\" checked>"
            return "<li><label>\(box) \(words) <span class=\"quiet\">\(name)</span></label></li>"
        }
        let people = ground.people.filter { $0.kind == .person }.map(button).joined()
        let body = """
            <form method="post" action="\(Sheet.escaped(call.path))">\(hidden.joined())
            <input type="hidden" name="ticks" value="1">
            <div class="card"><h1>\(app) wants to use your \(Sheet.escaped(look.name)) account</h1>
            <p class="quiet">Untick what it may not do:</p><ul class="asks" style="list-style:none;padding:0">\(asks.joined())</ul></div>
            <h2>Who are you today?</h2>\(people)
            <button class="no" name="decision" value="deny">Cancel</button></form>
            """
        return Sheet(look: look, title: "Authorise \(app)", body: body).html
    }

    private static let words = [
        "pages_show_list": "See the Pages you manage", "business_management": "See the businesses you manage",
        "pages_manage_posts": "Publish on your Pages", "pages_manage_engagement": "Comment as your Pages",
        "pages_read_engagement": "Read what your Pages posted", "pages_read_user_content": "Read what visitors write",
        "pages_manage_metadata": "Be told when something happens on your Pages",
        "read_insights": "See how your posts do", "instagram_basic": "See your Instagram profile and posts",
        "instagram_content_publish": "Publish on Instagram",
        "instagram_manage_comments": "Read and write comments on Instagram",
        "instagram_manage_insights": "See how your Instagram posts do",
    ]

    private func button(_ person: Person) -> String {
        """
        <button class="as" name="account" value="\(Sheet.escaped(person.id))"><span class="who">\
        <span class="face">\(Sheet.escaped(person.initials))</span><span><b>\(Sheet.escaped(person.name))</b>\
        <span class="quiet">@\(Sheet.escaped(person.handle))</span></span>\
        <span class="go">Authorise as \(Sheet.escaped(person.name))</span></span></button>
        """
    }
}
