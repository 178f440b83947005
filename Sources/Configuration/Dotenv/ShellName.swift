/// The names of variables.
enum ShellName {
    static func isStart(_ scalar: Unicode.Scalar) -> Bool {
        ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar) || scalar == "_"
    }

    static func isPart(_ scalar: Unicode.Scalar) -> Bool { isStart(scalar) || ("0"..."9").contains(scalar) }

    static func isName(_ text: some Collection<Unicode.Scalar>) -> Bool {
        (text.first.map(isStart) ?? false) && text.allSatisfy(isPart)
    }
}
