extension SharedRun {
    /// For those who cut runs, or make them for tests.
    package init(of post: Int, inPost: Int, inText: Int, length: Int) {
        self.init(post: post, inPost: inPost, inText: inText, length: length)
    }
}
