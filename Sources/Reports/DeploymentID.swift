/// The name of a run and of its folder below `reports`.
package enum DeploymentID {
    /// The folder's link to the newest run has this name.
    static let latest = "latest"

    /// Why the text can't be a deployment id, as the end of "the deployment id …"; nil where it can.
    package static func problem(with text: String) -> String? {
        if text.isEmpty { return "is empty" }
        if text == latest { return "is 'latest', the name of the link to the newest run" }
        if text.utf8.count > 128 { return "has more than 128 characters" }
        if text.hasPrefix(".") || text.hasPrefix("-") { return "begins with '\(text.prefix(1))'" }
        let isUsable = text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isUsable ? nil : "may hold only letters, digits, '-', '_' and '.'"
    }
}
