/// One choice of a select, or of a row of boxes.
struct ChoiceLine: Sendable {
    let value: String
    let name: String
    var isChosen = false
}
