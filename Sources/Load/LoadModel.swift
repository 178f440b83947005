/// What makes iterations start.
package enum LoadModel: Sendable, Equatable {
    case closed(ClosedModel)
    case open(OpenModel)

    package static func closed(users: Int, thinkTime: ThinkTime = .none, pacing: Duration = .zero) -> LoadModel {
        .closed(ClosedModel(users: users, thinkTime: thinkTime, pacing: pacing))
    }
}

/// Users who each begin an iteration, wait for it to end, think, and begin again.
///
/// A slow target makes them send less, so what it measures is labelled service time. Their first iterations are spread
/// over min(mean think time or pacing, 1 s), or over 0.1 ms a user (at most 1 s) without either, so that they do not
/// knock all at once.
package struct ClosedModel: Sendable, Equatable {
    /// Simulated users, at least 1.
    package var users: Int
    /// What a user waits between two iterations.
    package var thinkTime: ThinkTime
    /// The least time from the start of one iteration to the start of the next; 0 for none.
    package var pacing: Duration

    package init(users: Int, thinkTime: ThinkTime = .none, pacing: Duration = .zero) {
        self.users = users
        self.thinkTime = thinkTime
        self.pacing = pacing
    }
}

/// How long a user thinks.
package enum ThinkTime: Sendable, Equatable {
    case constant(Duration)
    /// Every duration between both ends is as likely.
    case uniform(Duration, Duration)
    /// As between independent events; cut off at ten times the mean.
    case exponential(mean: Duration)

    package static let none = ThinkTime.constant(.zero)

    package var mean: Duration {
        switch self {
        case .constant(let time): time
        case .uniform(let least, let most): (least + most) / 2
        case .exponential(let mean): mean
        }
    }
}

/// Iterations that start when the plan says, however slow the target is: the model that coordinated omission can't touch.
package struct OpenModel: Sendable, Equatable {
    package enum Arrivals: Sendable, Equatable {
        /// Evenly spaced.
        case constant
        /// As independent visitors come: exponential gaps.
        case poisson
    }

    package var arrivals: Arrivals
    /// The rate over time, warm-up included, one stage after another.
    package var stages: [LoadStage]
    /// Iterations under way at a time, at most. Later ones wait, from their planned instant on, for one to end.
    package var maxInFlight: Int

    package init(arrivals: Arrivals = .constant, stages: [LoadStage], maxInFlight: Int) {
        self.arrivals = arrivals
        self.stages = stages
        self.maxInFlight = maxInFlight
    }
}

/// A stretch of time in which the rate of starts is constant or changes evenly.
package struct LoadStage: Sendable, Equatable {
    /// Iterations a second at the beginning and at the end.
    package var from: Double
    package var to: Double
    package var duration: Duration

    package init(from: Double, to: Double, duration: Duration) {
        self.from = from
        self.to = to
        self.duration = duration
    }

    /// A constant rate.
    package static func hold(_ rate: Double, _ duration: Duration) -> LoadStage {
        LoadStage(from: rate, to: rate, duration: duration)
    }
}
