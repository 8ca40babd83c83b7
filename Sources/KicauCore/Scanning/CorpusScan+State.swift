extension CorpusScan {
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// Asked for, and not begun.
        case waiting
        case running
        /// Somebody wants it stopped.
        case stopping
        /// By a person; it can go on.
        case stopped
        /// By trouble; it can go on.
        case interrupted
        case done

        /// It has the node for itself.
        public var isAtWork: Bool {
            switch self {
            case .waiting, .running, .stopping: true
            case .stopped, .interrupted, .done: false
            }
        }

        public var canGoOn: Bool { after(.askedToGoOn) != nil }
        public var canStop: Bool { after(.askedToStop) != nil }
    }

    public enum Event: Sendable, Hashable, CaseIterable {
        /// Its process was started, for the first time or again.
        case began
        /// Its process ended with a report.
        case finished
        /// Its process ended without.
        case broke
        case askedToStop
        case askedToGoOn
    }
}

extension CorpusScan.State {
    /// What follows; nil: that cannot happen to it, or not be asked of it.
    public func after(_ event: CorpusScan.Event) -> CorpusScan.State? {
        switch (self, event) {
        case (.waiting, .began), (.running, .began): .running
        // It was done before the wish to stop it came through.
        case (.running, .finished), (.stopping, .finished): .done
        case (.waiting, .broke), (.running, .broke): .interrupted
        case (.stopping, .broke), (.waiting, .askedToStop): .stopped
        case (.running, .askedToStop): .stopping
        case (.stopped, .askedToGoOn), (.interrupted, .askedToGoOn): .waiting
        case (.waiting, _), (.running, _), (.stopping, _), (.stopped, _), (.interrupted, _), (.done, _): nil
        }
    }
}
