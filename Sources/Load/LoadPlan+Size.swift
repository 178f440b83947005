import CSystem

extension LoadPlan {
    /// Users, or the most iterations of an open model under way at a time.
    package var users: Int {
        switch model {
        case .closed(let closed): closed.users
        case .open(let open): open.maxInFlight
        }
    }

    /// The servers that its steps ask, each once, in the order of the steps.
    package var origins: [Origin] {
        var known: Set<Origin> = []
        return scenarios.flatMap(\.steps).map(\.origin).filter { known.insert($0).inserted }
    }

    /// The most connections open at a time, to this many origins.
    package func connectionCount(origins: Int) -> Int {
        switch connections {
        case .perUser: users * origins
        case .shared(let each): each * origins
        }
    }

    /// One thread serves some 1 000 users or 20 000 starts a second; one core is left to others.
    package var threadCount: Int {
        let cores = Int(sys_core_count())
        var needed = 1 + users / 1000
        if case .open(let open) = model { needed = 1 + Int(min(64, RateCurve(open.stages).peak / 20_000)) }
        let wanted = threads ?? min(max(1, cores - 1), needed)
        var most = users
        if case .shared(let each) = connections { most = min(most, each) }
        return max(1, min(wanted, most))
    }

    /// An even part of users, connections and iterations.
    func share(of index: Int, among threads: Int) -> Worker.Share {
        func part(_ total: Int) -> Range<Int> { (total * index / threads)..<(total * (index + 1) / threads) }
        var iterations = Int.max
        if case .iterations(let total) = length { iterations = part(total).count }
        var shared: Int?
        if case .shared(let each) = connections { shared = part(each).count }
        return Worker.Share(
            thread: index, threads: threads, users: part(users), iterations: iterations, connections: shared)
    }

    /// How much time one slice covers: a second, unless the run or its steps are so many that the slices would need
    /// more memory than some hundred megabytes.
    var sliceWidth: Nanoseconds {
        let steps = UInt64(max(1, scenarios.reduce(0) { $0 + $1.steps.count }))
        let most = max(60, min(7200, 40_000 / steps))
        let length: Duration =
            switch (model, self.length) {
            case (.open(let open), _): open.stages.reduce(.zero) { $0 + $1.duration }
            case (_, .duration(let duration)): duration
            case (_, .iterations): maxDuration
            }
        let seconds = min(length, maxDuration).nanoseconds / 1_000_000_000 + 1
        return (seconds + most - 1) / most * 1_000_000_000
    }
}
