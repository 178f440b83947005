import CSystem
import LoadFuzzing

/// All inputs of one target.
struct Campaign {
    let target: FuzzTarget
    let seed: UInt64
    let count: UInt64
    /// MiB.
    let memory: Int

    private(set) var done: UInt64 = 0
    private var outcomes: [String: UInt64] = [:]

    init(target: FuzzTarget, seed: UInt64, count: UInt64, memory: Int) {
        self.target = target
        self.seed = seed
        self.count = count
        self.memory = memory
    }

    /// How the inputs were taken, most frequent first.
    var summary: String {
        let sorted = outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return sorted.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    /// Runs until the first finding.
    mutating func run() -> (number: UInt64, input: [UInt8], error: Finding)? {
        var nextLine = now() + 3
        while done < count {
            if done & 255 == 0 { Watch.now(target, seed: seed, number: done) }
            Watch.number = done
            let input = target.input(seed: seed, number: done)
            do throws(Finding) {
                outcomes[try target.check(input), default: 0] += 1
                if done & 0xfff == 0 { try checkMemory() }
            } catch {
                return (done, input, error)
            }
            done += 1
            guard done & 255 == 0, now() >= nextLine else { continue }
            nextLine = now() + 3
            let line = Array("\(target.rawValue): \(done) of \(count) inputs\n".utf8)
            _ = write(2, line, line.count)
        }
        return nil
    }

    private func checkMemory() throws(Finding) {
        var usage = rusage()
        #if os(macOS)
            getrusage(RUSAGE_SELF, &usage)
            let used = usage.ru_maxrss >> 20
        #else
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            let used = usage.ru_maxrss >> 10
        #endif
        guard memory > 0, used > memory else { return }
        throw Finding("the process has grown to \(used) MiB")
    }

    private func now() -> Int { Int(time(nil)) }
}
