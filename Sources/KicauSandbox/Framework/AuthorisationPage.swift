/// Where a person lets an app act for them: who they are is the button they press.
struct AuthorisationPage {
    let look: Look
    let app: String
    /// What the app asks for, in words.
    let asks: [String]
    let people: [Person]
    /// Where the form goes, with no host.
    let action: String
    /// Carried through unseen.
    let hidden: Pairs

    var html: String {
        let fields = hidden.all.map { field in
            "<input type=\"hidden\" name=\"\(Sheet.escaped(field.name))\" value=\"\(Sheet.escaped(field.value))\">"
        }
        let asks = asks.map { "<li>\(Sheet.escaped($0))</li>" }.joined()
        let body = """
            <div class="card"><h1>\(Sheet.escaped(app)) wants to use your \(Sheet.escaped(look.name)) account</h1>
            <p class="quiet">It will be able to:</p><ul class="asks">\(asks)</ul></div>
            <form method="post" action="\(Sheet.escaped(action))">\(fields.joined())
            <h2>Who are you today?</h2>\(people.map(button).joined())
            <button class="no" name="decision" value="deny">Cancel</button></form>
            """
        return Sheet(look: look, title: "Authorise \(app)", body: body).html
    }

    private func button(_ person: Person) -> String {
        """
        <button class="as" name="account" value="\(Sheet.escaped(person.id))">\
        <span class="who"><span class="face">\(Sheet.escaped(person.initials))</span>\
        <span><b>\(Sheet.escaped(person.name))</b><span class="quiet">@\(Sheet.escaped(person.handle))</span></span>\
        <span class="go">Authorise as \(Sheet.escaped(person.name))</span></span></button>
        """
    }
}
