/// The rate of starts over time: stages one after another, as pure arithmetic.
///
/// N(t), the number of starts due before t, is a parabola in each stage:
///
///     N(τ) = a τ + (b - a) τ² / 2d      τ in the stage, rate a at its beginning, b at its end, d its duration
///
/// so the instant at which the n-th start is due is a root, written so that it loses no digits when a = b:
///
///     τ(n) = 2n / (a + √(a² + 2n (b - a) / d))
package struct RateCurve: Sendable {
    private struct Piece {
        /// Seconds and starts before it.
        var time: Double
        var count: Double
        var from: Double
        var slope: Double
        /// Starts up to its end.
        var end: Double
        var duration: Double
    }

    private let pieces: [Piece]
    /// Starts in all stages together; not a whole number when the last is cut off.
    package let total: Double
    package let duration: Duration

    /// Rates are 0 or more, durations 0 or more.
    package init(_ stages: [LoadStage]) {
        var pieces: [Piece] = []
        var time = 0.0
        var count = 0.0
        var whole = Duration.zero
        for stage in stages {
            whole += stage.duration
            let seconds = Double(stage.duration.nanoseconds) / 1e9
            guard seconds > 0 else { continue }
            let starts = (stage.from + stage.to) / 2 * seconds
            if starts > 0 {
                pieces.append(
                    Piece(
                        time: time, count: count, from: stage.from, slope: (stage.to - stage.from) / seconds,
                        end: count + starts, duration: seconds))
            }
            time += seconds
            count += starts
        }
        self.pieces = pieces
        total = count
        duration = whole
    }

    /// The number of starts due before an instant.
    package func starts(before instant: Duration) -> Double {
        let seconds = Double(instant.nanoseconds) / 1e9
        guard let piece = pieces.last(where: { $0.time <= seconds }) else { return 0 }
        let within = min(seconds - piece.time, piece.duration)
        return piece.count + within * (piece.from + piece.slope * within / 2)
    }

    /// The highest rate of any moment, a second.
    package var peak: Double { pieces.map { max($0.from, $0.from + $0.slope * $0.duration) }.max() ?? 0 }

    /// When `number` starts have become due, in nanoseconds from the beginning; nil when the stages have fewer.
    ///
    /// `hint` is the piece of an earlier question about a lower number; it moves on.
    func time(of number: Double, hint: inout Int) -> Nanoseconds? {
        // One part in 10^12 is the rounding of the sums above: 2 000 starts end before the 2 001st.
        guard number < total * (1 - 1e-12) else { return nil }
        while hint < pieces.count, pieces[hint].end <= number { hint += 1 }
        guard hint < pieces.count else { return nil }
        let piece = pieces[hint]
        let starts = max(0, number - piece.count)
        let root = (max(0, piece.from * piece.from + 2 * starts * piece.slope)).squareRoot()
        let within = starts > 0 ? 2 * starts / (piece.from + root) : 0
        return Nanoseconds((piece.time + min(within, piece.duration)) * 1e9)
    }
}
