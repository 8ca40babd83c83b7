extension Task where Success == Never, Failure == Never {
    /// Sleeps until the time is up or the task is cancelled: whoever waits looks at once more anyway.
    public static func rest(for time: Duration) async {
        try? await sleep(for: time)  // a cancelled task has rested enough
    }
}
