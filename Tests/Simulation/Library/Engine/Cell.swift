/// State of a simulation, which has one thread.
///
/// Unchecked, because no type can say what is true here: every job of every task is run by the one loop that also runs
/// everything else. A lock would be taken by nobody else.
final class Cell<Value>: @unchecked Sendable {
    var value: Value

    init(_ value: Value) { self.value = value }
}
