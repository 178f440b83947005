/// The variables that get their values while load runs, by number: what feeders deal out and what steps capture.
struct VariableNumbers {
    private var numbers: [String: Int] = [:]

    var count: Int { numbers.count }

    subscript(name: String) -> Int? { numbers[name] }

    /// Gives a name its number, the same one each time.
    @discardableResult
    mutating func add(_ name: String) -> Int {
        let number = numbers[name] ?? numbers.count
        numbers[name] = number
        return number
    }
}
